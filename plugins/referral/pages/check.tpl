<span class="govuk-caption-l">{{REFERENCE}}, {{PUPIL}}</span>
<h1 class="govuk-heading-l">Check your answers</h1>
{{#SECTION}}<h2 class="govuk-heading-m">{{TITLE}}</h2>
{{#TO_DO}}<p class="govuk-body"><strong>Still to do:</strong> {{TEXT}}</p>{{/TO_DO}}
<dl class="govuk-summary-list">{{#ROW}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{#LINE}}{{TEXT}}<br>{{/LINE}}</dd></div>{{/ROW}}
</dl>
{{#CHANGE}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">Change<span class="govuk-visually-hidden"> {{TITLE}}</span></a></p>{{/CHANGE}}{{/SECTION}}
<h2 class="govuk-heading-m">What CAP’s rules say</h2>
{{#NO_RULES}}<p class="govuk-body">Choose a course to see this.</p>{{/NO_RULES}}
<ul class="govuk-list govuk-list--spaced">{{#RULE}}
  <li>{{#MET}}<strong class="govuk-tag govuk-tag--green">{{/MET}}{{#NOT_MET}}<strong class="govuk-tag govuk-tag--yellow">{{/NOT_MET}}{{RESULT}}</strong> {{SAYS}}{{#MORE}}<br>{{TEXT}}{{/MORE}}<br><span class="govuk-hint">{{CLAUSE}}</span></li>{{/RULE}}
</ul>
{{#CONTRIBUTOR}}<div class="govuk-inset-text">Everything is saved. Your school’s CAP coordinator sends it.</div>{{/CONTRIBUTOR}}
{{>FORM}}
