<h1 class="govuk-heading-l">{{PUPIL}}’s new course</h1>
{{#LEARNER}}<div class="govuk-inset-text">{{SAYS}}</div>{{/LEARNER}}
<p class="govuk-body">From {{SCHOOL}}, for parents and carers. Reference {{REFERENCE}}.</p>
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>{{/FACT}}
</dl>
<h2 class="govuk-heading-m">Getting there and home</h2>
<p class="govuk-body">Please see to the journey there and home, or pay for it, unless the school has told you that it does. Tell the school who may collect {{PUPIL}}.</p>
<h2 class="govuk-heading-m">If {{PUPIL}} can’t come</h2>
<p class="govuk-body">Ring the school before the session begins: {{SCHOOL_PHONE}}. {{PUPIL}} stays on the school’s roll and goes on learning there on the other days.</p>
<p class="govuk-body">Coventry Alternative Provision: {{TELEPHONE}}</p>
