<h1 class="govuk-heading-l">Single central record: {{PROVIDER}}</h1>
<p class="govuk-body">As it stands on {{TODAY}}. For the provider and CAP; not to be passed to schools.</p>
{{#NONE}}<p class="govuk-body">Nobody is on the list yet.</p>{{/NONE}}
{{#PERSON}}<h2 class="govuk-heading-m">{{NAME}}</h2>
<p class="govuk-body">{{JOB}}, since {{STARTED}}</p>
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>{{/FACT}}
</dl>{{/PERSON}}
