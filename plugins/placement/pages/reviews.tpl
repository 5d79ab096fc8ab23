<h1 class="govuk-heading-l">Reviews of {{REFERENCE}}</h1>
{{#NOTE}}<div class="govuk-inset-text">{{SAYS}}</div>{{/NOTE}}
{{#REVIEW}}<h2 class="govuk-heading-m">{{WHAT}}</h2>
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{VALUE}}</dd></div>{{/FACT}}
</dl>{{/REVIEW}}
{{>CONFIRM}}
{{>RECORD}}
{{>SET_DAY}}
{{>EFFORT}}
