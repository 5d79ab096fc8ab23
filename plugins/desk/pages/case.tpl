<h1 class="govuk-heading-l">{{REFERENCE}}</h1>
<p class="govuk-body-l"><strong>{{STATUS}}</strong></p>
<div class="capd-grid">
<section aria-labelledby="next">
<h2 class="govuk-heading-m" id="next">What to do next</h2>
<ul class="govuk-list">{{#DUTY}}<li>{{SAYS}}, {{#LATE}}<strong class="capd-urgent">{{/LATE}}{{DUE}}{{#LATE}}</strong>{{/LATE}} <span class="govuk-hint">({{CLAUSE}})</span></li>{{/DUTY}}</ul>
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
<ul class="govuk-list">{{#HOLD}}<li class="capd-card"><strong>{{SAYS}}</strong><br>{{WHERE}}. On hold since {{SINCE}}.</li>{{/HOLD}}</ul>
<h2 class="govuk-heading-m">Risk assessment</h2>
{{#NO_RISK}}<p class="govuk-body">There is none. Every pupil needs one, whatever the risk.</p>{{/NO_RISK}}
{{#RISK}}<dl class="govuk-summary-list">
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Completed, as typed</dt><dd class="govuk-summary-list__value">{{COMPLETED}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Last reviewed, as typed</dt><dd class="govuk-summary-list__value">{{REVIEWED}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">What changed</dt><dd class="govuk-summary-list__value capd-said">{{CHANGES}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Age</dt><dd class="govuk-summary-list__value">{{AGE}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Sent</dt><dd class="govuk-summary-list__value">{{GIVEN}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Date on the document</dt><dd class="govuk-summary-list__value">{{SEEN}}.{{#DOCUMENT}} <a class="govuk-link" href="{{RISK_PATH}}">Open the risk assessment</a>{{/DOCUMENT}}</dd></div>
</dl>{{/RISK}}
</section>
</div>
<h2 class="govuk-heading-m">Who and what</h2>
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>{{/FACT}}
</dl>
<h2 class="govuk-heading-m">Papers</h2>
{{#NO_PAPER}}<p class="govuk-body">None was sent.</p>{{/NO_PAPER}}
<ul class="govuk-list">{{#PAPER}}<li><a class="govuk-link" href="{{PATH}}">{{KIND}}</a>: {{FILE}}, {{WHEN}}, {{SCAN}}</li>{{/PAPER}}</ul>
<h2 class="govuk-heading-m">What the school wrote</h2>
{{#SECTION}}<h3 class="govuk-heading-s">{{TITLE}}</h3>
<dl class="govuk-summary-list">{{#ANSWER}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{VALUE}}</dd></div>{{/ANSWER}}
</dl>{{/SECTION}}
<h2 class="govuk-heading-m">What policy says, as things stand now</h2>
{{#NO_POLICY}}<p class="govuk-body">No policy covers this referral, so it cannot be judged.</p>{{/NO_POLICY}}
<dl class="govuk-summary-list">{{#RULE}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{RULE_SAYS}}</dt><dd class="govuk-summary-list__value"><strong>{{RESULT}}</strong>. {{FOUND}}{{#WOULD}} {{CHANGE}}{{/WOULD}} <span class="govuk-hint">{{CLAUSE}}</span></dd></div>{{/RULE}}
</dl>
<h2 class="govuk-heading-m">Decisions kept</h2>
{{#NO_DECISION}}<p class="govuk-body">None yet.</p>{{/NO_DECISION}}
<ul class="govuk-list">{{#DECISION}}<li class="capd-card"><strong>{{OCCASION}}</strong>, {{WHEN}}: {{SAYS}} <span class="govuk-hint">{{POLICY}}</span></li>{{/DECISION}}</ul>
<h2 class="govuk-heading-m">What happened</h2>
<ol class="capd-timeline">{{#STEP}}<li><span class="capd-timeline__when">{{WHEN}}, {{WHO}}</span>{{SAYS}}</li>{{/STEP}}</ol>
<h2 class="govuk-heading-m">Holds that are closed</h2>
<ul class="govuk-list">{{#CLOSED_HOLD}}<li>{{SAYS}} {{HOW}} ({{WHEN}})</li>{{/CLOSED_HOLD}}</ul>
<h2 class="govuk-heading-m">Mail</h2>
<ul class="govuk-list">{{#MAIL}}<li>{{WHEN}}: {{SUBJECT}}, to {{TO}}: {{STATE}}</li>{{/MAIL}}</ul>
