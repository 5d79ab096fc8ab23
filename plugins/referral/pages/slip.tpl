<span class="govuk-caption-l">{{REFERENCE}}, {{SCHOOL}}</span>
<h1 class="govuk-heading-l">From safeguarding lead to safeguarding lead</h1>
<div class="govuk-inset-text">CAP’s administrators, officers and senior leaders cannot see this page, and neither can the provider. Every opening is written down.</div>
{{#NONE}}<p class="govuk-body">Nothing has been sent yet.</p>{{/NONE}}
<ul class="govuk-list">{{#SLIP}}<li><a class="govuk-link" href="{{PATH}}">{{LABEL}}</a>, sent {{WHEN}}, {{READ}}</li>{{/SLIP}}</ul>
{{>READ_FORM}}
{{>SEND}}
