<h1 class="govuk-heading-l">Record of {{REFERENCE}}</h1>
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{VALUE}}</dd></div>{{/FACT}}
</dl>
{{>KEEP}}
{{>ANSWER}}
{{>INDUCT}}
{{>PHOTOS}}
{{#HAS_REPORT}}<h2 class="govuk-heading-m">Told and answered</h2>{{/HAS_REPORT}}
<dl class="govuk-summary-list">{{#REPORT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{WHAT}}</dt><dd class="govuk-summary-list__value"><span class="capd-said">{{SAYS}}</span><br><span class="capd-said">{{REPLY}}</span></dd></div>{{/REPORT}}
</dl>
{{>REPORT_FORM}}
{{>OUTPUTS}}
{{>WAIVE}}
