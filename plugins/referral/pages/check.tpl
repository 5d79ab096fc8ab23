<span class="govuk-caption-l">{{REFERENCE}}, {{PUPIL}}</span>
<h1 class="govuk-heading-l">Check your answers</h1>
{{#SECTION}}<div class="govuk-summary-card">
<div class="govuk-summary-card__title-wrapper"><h2 class="govuk-summary-card__title">{{TITLE}}</h2>{{#CHANGE}}<div class="govuk-summary-card__actions"><a class="govuk-link" href="{{PATH}}">Change<span class="govuk-visually-hidden"> {{TITLE}}</span></a></div>{{/CHANGE}}</div>
<div class="govuk-summary-card__content">
{{#TO_DO}}<p class="govuk-body capd-to-do"><strong class="govuk-tag govuk-tag--yellow">Still to do</strong> {{TEXT}}</p>{{/TO_DO}}
<dl class="govuk-summary-list">{{#ROW}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{#LINE}}{{TEXT}}<br>{{/LINE}}</dd></div>{{/ROW}}
</dl>
</div>
</div>{{/SECTION}}
<h2 class="govuk-heading-m">What CAP’s rules say</h2>
{{#NO_RULES}}<p class="govuk-body">Choose a course to see this.</p>{{/NO_RULES}}
{{#ALL_MET}}<p class="govuk-body">Every rule is met.</p>{{/ALL_MET}}
{{#RULE}}<div class="capd-hold"><p class="govuk-body"><strong class="govuk-tag govuk-tag--yellow">{{RESULT}}</strong> <strong>{{SAYS}}</strong>{{#MORE}}<br>{{TEXT}}{{/MORE}}<br><span class="govuk-hint capd-clause">{{CLAUSE}}</span></p></div>{{/RULE}}
{{#MET_COUNT}}<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">{{WORDS}}</span></summary><div class="govuk-details__text">{{/MET_COUNT}}<ul class="govuk-list govuk-list--spaced">{{#MET}}<li>{{SAYS}}<br>{{FOUND}}<br><span class="govuk-hint capd-clause">{{CLAUSE}}</span></li>{{/MET}}</ul>{{#MET_COUNT}}</div></details>{{/MET_COUNT}}
{{#ROUND}}<div class="govuk-inset-text">{{SAYS}}</div>{{/ROUND}}
{{#CONTRIBUTOR}}<div class="govuk-inset-text">Everything is saved. Your school’s CAP coordinator sends it.</div>{{/CONTRIBUTOR}}
{{>FORM}}
