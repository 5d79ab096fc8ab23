<h1 class="govuk-heading-l">Forms of withdrawals</h1>
<p class="govuk-body">What CAP has processed on your placements. The papers of a pupil who has left are no longer with you; the form is.</p>
{{#NONE}}<p class="govuk-body">There is none yet.</p>{{/NONE}}
{{#FORM_DONE}}<h2 class="govuk-heading-m">{{REFERENCE}}</h2>
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{VALUE}}</dd></div>{{/FACT}}
</dl>{{/FORM_DONE}}
