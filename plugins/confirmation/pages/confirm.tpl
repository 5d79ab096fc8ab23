<h1 class="govuk-heading-l">{{PROVIDER}}: half-termly confirmation</h1>
{{#NOTHING}}<p class="govuk-body">Nothing is waiting to be confirmed.</p>{{/NOTHING}}
{{#OPEN}}<p class="govuk-body"><strong>{{SAYS}}.</strong> {{#LATE}}<strong class="capd-urgent">{{/LATE}}{{DUE}}{{#LATE}}</strong>{{/LATE}}.</p>
{{#AGAIN}}<div class="govuk-inset-text">Below stands what you said on {{SINCE}}. If nothing has changed since, tick the declaration and send it.</div>{{/AGAIN}}{{/OPEN}}
<h2 class="govuk-heading-m">{{STAFF_HEADING}}</h2>
{{#NO_STAFF}}<p class="govuk-body">Nobody is on the list yet.</p>{{/NO_STAFF}}
<dl class="govuk-summary-list capd-dense">{{#STAFF}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{NAME}}<br><span class="govuk-hint">{{JOB}}</span></dt><dd class="govuk-summary-list__value">DBS check {{CHECK}}, {{SEEN}}<br>policy date {{POLICY}}{{#SOON}}: <strong>{{ASKED}}</strong>{{/SOON}}</dd></div>{{/STAFF}}
</dl>
{{>FORM}}
{{#HISTORY}}<h2 class="govuk-heading-m">{{HISTORY_HEADING}}</h2>{{/HISTORY}}
{{#GIVEN}}<section><h3 class="govuk-heading-s govuk-!-margin-bottom-1">{{WHAT}}</h3>
<p class="govuk-body govuk-!-margin-bottom-1">{{WHEN}}. {{STATUS}}.</p>
<ul class="govuk-list">{{#ITEM}}<li>{{#NO}}<strong class="capd-urgent">{{/NO}}{{NAME}}: {{ANSWER}}{{#NO}}</strong>{{/NO}}</li>{{/ITEM}}</ul>
<p class="govuk-body">{{SAYS}}</p>{{#TALK}}<p class="govuk-body">CAP rang, {{WORDS}}</p>{{/TALK}}</section>{{/GIVEN}}
{{#RING}}<p class="govuk-body">To ring: <strong>{{NAME}}</strong>, {{PHONE}}, {{EMAIL}}</p>{{/RING}}
{{>TALK_FORM}}
