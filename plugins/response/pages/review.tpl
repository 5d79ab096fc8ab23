<h1 class="govuk-heading-l">{{REFERENCE}}</h1>
{{#WARN}}<div class="govuk-inset-text">{{SAYS}}</div>{{/WARN}}
{{#ANSWER}}<h2 class="govuk-heading-m">{{PROVIDER}}: {{SAYS}}</h2>
<p class="govuk-body">{{GIVEN}}. {{SHARED}}.</p>
<p class="govuk-body">{{REASON}}</p>
<p class="govuk-body">{{REVIEW}}</p>{{/ANSWER}}
{{>REVIEW_FORM}}
{{>SHARE_FORM}}
<h2 class="govuk-heading-m">At the school</h2>
<dl class="govuk-summary-list">{{#CONTACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{NAME}}</dt><dd class="govuk-summary-list__value">{{PHONE}}<br>{{EMAIL}}</dd></div>{{/CONTACT}}
</dl>
{{#CALL}}<h3 class="govuk-heading-s">{{BY}} with {{WITH}}, {{AT}}</h3>
<p class="govuk-body">{{SAYS}}</p>
<p class="govuk-body">{{OFFERED}}</p>{{/CALL}}
{{>CALL_FORM}}
