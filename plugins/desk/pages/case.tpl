<span class="govuk-caption-l">{{WHO}}</span>
<h1 class="govuk-heading-l">{{REFERENCE}}</h1>
<p class="capd-status">{{STATUS}}</p>
<div class="capd-grid">
<section class="capd-panel" aria-labelledby="next">
<h2 class="govuk-heading-m" id="next">What to do next</h2>
<ul class="govuk-list">{{#DUTY}}<li>{{SAYS}}, {{#LATE}}<strong class="capd-urgent">{{/LATE}}{{DUE}}{{#LATE}}</strong>{{/LATE}} <span class="govuk-hint capd-clause">{{CLAUSE}}</span></li>{{/DUTY}}</ul>
{{>PASS_ON}}
{{>RELEASE}}
{{>CHECK}}
{{>ASK}}
{{>TAKE}}
<ul class="govuk-list">{{#LINK}}<li><a class="govuk-link" href="{{PATH}}">{{LABEL}}</a></li>{{/LINK}}</ul>
</section>
<section aria-labelledby="holds">
<h2 class="govuk-heading-m" id="holds">On hold</h2>
{{#NO_HOLDS}}<p class="govuk-body">Nothing is on hold.</p>{{/NO_HOLDS}}
{{#HOLD}}<div class="capd-hold"><p class="govuk-body"><strong>{{SAYS}}</strong></p><p class="govuk-body-s">{{WHERE}}. On hold since {{SINCE}}.</p></div>{{/HOLD}}
<h2 class="govuk-heading-m">Risk assessment</h2>
{{#NO_RISK}}<p class="govuk-body">There is none. Every pupil needs one, whatever the risk.</p>{{/NO_RISK}}
{{#RISK}}{{#DOCUMENT}}<p class="govuk-body"><a class="govuk-link" href="{{RISK_PATH}}">Open the risk assessment</a></p>{{/DOCUMENT}}
<dl class="govuk-summary-list">
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Completed, as typed</dt><dd class="govuk-summary-list__value">{{COMPLETED}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Last reviewed, as typed</dt><dd class="govuk-summary-list__value">{{REVIEWED}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">What changed</dt><dd class="govuk-summary-list__value capd-said">{{CHANGES}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Age</dt><dd class="govuk-summary-list__value">{{AGE}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Sent</dt><dd class="govuk-summary-list__value">{{GIVEN}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Date on the document</dt><dd class="govuk-summary-list__value">{{SEEN}}</dd></div>
</dl>{{/RISK}}
</section>
</div>
<div class="capd-grid">
<section aria-labelledby="who">
<h2 class="govuk-heading-m" id="who">Who and what</h2>
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>{{/FACT}}
</dl>
</section>
<section aria-labelledby="happened">
<h2 class="govuk-heading-m" id="happened">What happened</h2>
<ol class="capd-timeline">{{#STEP}}<li><span class="capd-timeline__when">{{WHEN}}, {{WHO}}</span>{{SAYS}}</li>{{/STEP}}</ol>
</section>
</div>
<h2 class="govuk-heading-m">Application and papers</h2>
{{#PRINT}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">The whole application, as the school sent it</a></p>{{/PRINT}}
{{#NO_PAPER}}<p class="govuk-body">No paper was sent.</p>{{/NO_PAPER}}
<ul class="govuk-list">{{#PAPER}}<li><a class="govuk-link" href="{{PATH}}">{{KIND}}</a>: {{FILE}}, {{WHEN}}, {{SCAN}}</li>{{/PAPER}}</ul>
<h2 class="govuk-heading-m">What policy says, as things stand now</h2>
{{#NO_POLICY}}<p class="govuk-body">No policy covers this referral, so it cannot be judged.</p>{{/NO_POLICY}}
<dl class="govuk-summary-list">{{#RULE}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{RULE_SAYS}}</dt><dd class="govuk-summary-list__value"><strong class="govuk-tag govuk-tag--yellow">{{RESULT}}</strong> {{FOUND}}{{#WOULD}} {{CHANGE}}{{/WOULD}} <span class="govuk-hint capd-clause">{{CLAUSE}}</span></dd></div>{{/RULE}}
</dl>
{{#MET_COUNT}}<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">{{SAYS}}</span></summary><div class="govuk-details__text">{{/MET_COUNT}}<ul class="govuk-list">{{#MET}}<li>{{RULE_SAYS}}. {{FOUND}} <span class="govuk-hint capd-clause">{{CLAUSE}}</span></li>{{/MET}}</ul>{{#MET_COUNT}}</div></details>{{/MET_COUNT}}
<h2 class="govuk-heading-m">Decisions kept</h2>
{{#NO_DECISION}}<p class="govuk-body">None yet.</p>{{/NO_DECISION}}
<ul class="govuk-list govuk-list--spaced">{{#DECISION}}<li><strong>{{OCCASION}}</strong>, {{WHEN}}: {{SAYS}} <span class="govuk-hint capd-clause">{{POLICY}}</span></li>{{/DECISION}}</ul>
<h2 class="govuk-heading-m">More</h2>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Every answer, as it was typed</span></summary><div class="govuk-details__text">{{#SECTION}}<h3 class="govuk-heading-s">{{TITLE}}</h3>
<dl class="govuk-summary-list">{{#ANSWER}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{VALUE}}</dd></div>{{/ANSWER}}
</dl>{{/SECTION}}</div></details>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Holds that are closed</span></summary><div class="govuk-details__text"><ul class="govuk-list">{{#CLOSED_HOLD}}<li>{{SAYS}} {{HOW}} ({{WHEN}})</li>{{/CLOSED_HOLD}}</ul></div></details>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Mail about this referral</span></summary><div class="govuk-details__text"><ul class="govuk-list">{{#MAIL}}<li>{{WHEN}}: {{SUBJECT}}, to {{TO}}: {{STATE}}</li>{{/MAIL}}</ul></div></details>
