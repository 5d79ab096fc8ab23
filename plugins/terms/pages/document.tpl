<h1 class="govuk-heading-l">{{TITLE}}, {{YEAR}}</h1>
{{#NEWER}}<div class="govuk-inset-text"><a class="govuk-link" href="{{PATH}}">{{LABEL}}</a></div>{{/NEWER}}
<p class="capd-status">{{STATE}}</p>
<p class="govuk-body">{{PUBLISHED}}</p>
{{#CHANGED}}<div class="capd-panel"><h2 class="govuk-heading-m">What changed since the version before</h2>
<p class="govuk-body capd-said">{{SAYS}}</p></div>{{/CHANGED}}
<h2 class="govuk-heading-m">The text</h2>
<div class="govuk-body capd-said">{{BODY}}</div>
{{>FORM}}
<ul class="govuk-list">{{#OLDER}}<li><a class="govuk-link" href="{{PATH}}">Before: {{LABEL}}</a></li>{{/OLDER}}</ul>
