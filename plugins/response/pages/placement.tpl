<h1 class="govuk-heading-l">{{REFERENCE}}</h1>
<div class="govuk-inset-text">{{STATUS}}</div>
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>{{/FACT}}
</dl>
{{>START_FORM}}
{{#CHANGES}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">Change the day, pause attendance, or end the placement</a></p>{{/CHANGES}}
{{#ELSEWHERE}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">{{SAYS}}</a></p>
{{/ELSEWHERE}}{{#SHEET}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">Information sheet for parents and carers</a></p>
{{#CAREFUL}}<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span>An address must be kept from somebody. The sheet says where the pupil will be and when: ask your safeguarding lead who may have it.</strong></div>{{/CAREFUL}}{{/SHEET}}
{{#QUALITY}}<h2 class="govuk-heading-m">What your school does now</h2>
<ul class="govuk-list govuk-list--bullet">
  <li>Visit the provider before {{START}} and record the visit below.</li>
  <li>Give parents and carers the information sheet, and tell the pupil when and where to go.</li>
  <li>Keep the pupil on your roll, and go on with their core education.</li>
  <li>Look at the attendance of every session, and ring home when the pupil is missing.</li>
  <li>Keep the referral, the risk assessment and the provider’s answer in the pupil’s file.</li>
  <li>Tell CAP at once of a change of day, a worry, or that the placement ends.</li>
</ul>{{/QUALITY}}
{{#VISITS}}<h2 class="govuk-heading-m">Visits to the provider</h2>{{/VISITS}}
{{#NO_VISIT}}<p class="govuk-body">No visit is recorded yet.</p>{{/NO_VISIT}}
<dl class="govuk-summary-list">{{#VISIT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KIND}}, {{DAY}}</dt><dd class="govuk-summary-list__value">{{OUTCOME}}</dd></div>{{/VISIT}}
</dl>
{{>VISIT_FORM}}
