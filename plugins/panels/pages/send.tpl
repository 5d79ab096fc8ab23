<span class="govuk-caption-l">{{REFERENCE}}</span>
<h1 class="govuk-heading-l">Send the panel’s outcome</h1>
{{#WARNING}}<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span>{{TEXT}}</strong></div>{{/WARNING}}
<p class="govuk-body">{{TOLD}}</p>
<h2 class="govuk-heading-m">The mail</h2>
<div class="govuk-inset-text"><p class="govuk-body"><strong>{{SUBJECT}}</strong></p><p class="govuk-body capd-said">{{#BODY}}{{TEXT}}<br>{{/BODY}}</p></div>
<h2 class="govuk-heading-m">What the school reads on its page</h2>
<div class="govuk-inset-text"><p class="govuk-body capd-said">{{#SAYS}}{{TEXT}}<br>{{/SAYS}}</p></div>
{{>FORM}}
