<span class="govuk-caption-l">Version {{VERSION}}</span>
<h1 class="govuk-heading-l">Letters of {{YEAR}}</h1>
<p class="govuk-body">Every mail about a referral, a panel or a placement, as it goes out under <a class="govuk-link" href="{{PATH}}">this version of the policy</a>, filled with an example. The link, CAP’s telephone number and the request not to answer with a pupil’s details stand below each.</p>
{{#NOTHING}}<p class="govuk-body">No part of the service sends letters.</p>{{/NOTHING}}
<nav aria-labelledby="all-letters"><h2 class="govuk-heading-s" id="all-letters">All letters</h2>
<ul class="govuk-list">{{#TITLE_OF}}<li><a class="govuk-link" href="#letter-{{ID}}">{{TEXT}}</a></li>{{/TITLE_OF}}</ul></nav>
{{#LETTER}}<section aria-labelledby="letter-{{NAME}}">
<h2 class="govuk-heading-m" id="letter-{{NAME}}">{{TITLE}}</h2>
{{#BUILT_IN}}<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span>This version has no such letter. A plain sentence of the service goes out instead.</strong></div>{{/BUILT_IN}}
<dl class="govuk-summary-list">
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">To</dt><dd class="govuk-summary-list__value">{{TO}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">When</dt><dd class="govuk-summary-list__value">{{WHEN}}</dd></div>{{#SOURCE}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Where it is asked for</dt><dd class="govuk-summary-list__value">{{#CLAUSE}}{{TEXT}}<br>{{/CLAUSE}}</dd></div>{{/SOURCE}}{{#PROVISIONAL}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Provisional</dt><dd class="govuk-summary-list__value">{{WHY}}</dd></div>{{/PROVISIONAL}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">File</dt><dd class="govuk-summary-list__value"><code>letters/{{NAME}}.txt</code></dd></div>{{#SLOTS}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">What it may name</dt><dd class="govuk-summary-list__value">{{#SLOT}}<code>{{SIGN}}</code>: {{SAYS}}<br>{{/SLOT}}</dd></div>{{/SLOTS}}
</dl>
<div class="govuk-inset-text"><p class="govuk-body"><strong>{{SUBJECT}}</strong></p><p class="govuk-body capd-said">{{#BODY}}{{TEXT}}<br>{{/BODY}}</p></div>
</section>{{/LETTER}}
