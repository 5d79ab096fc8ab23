{{#NAME}}<span class="govuk-caption-l">{{PUPIL}}</span>{{/NAME}}
<h1 class="govuk-heading-l">{{REFERENCE}}</h1>
{{#ANSWERED}}<div class="govuk-inset-text">{{SAYS}}</div>{{/ANSWERED}}
{{#ASKED}}<div class="capd-hold"><p class="govuk-body"><strong>{{SAYS}}</strong></p><p class="govuk-body-s">{{WHEN}}. Please answer again.</p></div>{{/ASKED}}
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>{{/FACT}}
</dl>
{{#BUTTONS}}<div class="govuk-button-group">
  <a class="govuk-button" role="button" data-module="govuk-button" href="{{YES_PATH}}">Yes, we can take this pupil</a>
  <a class="govuk-button govuk-button--secondary" role="button" data-module="govuk-button" href="{{NO_PATH}}">No, and here is why</a>
</div>
<p class="govuk-body">A yes needs a meeting with the pupil first. A no needs a reason, and no meeting.</p>{{/BUTTONS}}
<div class="capd-grid">
<section aria-labelledby="papers">
<h2 class="govuk-heading-m" id="papers">Papers</h2>
{{#NO_PAPER}}<p class="govuk-body">No paper was sent.</p>{{/NO_PAPER}}
<ul class="govuk-list govuk-list--bullet">{{#PAPER}}<li><a class="govuk-link" href="{{PATH}}">{{KIND}}</a>: {{NAME}}, {{DAY}}, {{SCAN}}</li>{{/PAPER}}</ul>
</section>
<div>
{{#RISK}}<h2 class="govuk-heading-m">Risk assessment of {{DAY}}</h2>
<p class="govuk-body">{{CHANGES}}</p>
<p class="govuk-body">Everybody who works with the pupil reads it before the first session.</p>{{/RISK}}
<ul class="govuk-list">{{#READER}}<li>{{NAME}} read and understood it, {{AT}}</li>{{/READER}}</ul>
{{>READ_FORM}}
</div>
</div>
{{#SECTION}}<div class="govuk-summary-card">
<div class="govuk-summary-card__title-wrapper"><h2 class="govuk-summary-card__title">{{HEADING}}</h2></div>
<div class="govuk-summary-card__content"><dl class="govuk-summary-list">{{#ROW}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{#VALUE}}<p class="govuk-body govuk-!-margin-bottom-1">{{TEXT}}</p>{{/VALUE}}</dd></div>{{/ROW}}
</dl></div>
</div>{{/SECTION}}
<h2 class="govuk-heading-m">Whom to call at {{SCHOOL}}</h2>
<p class="govuk-body">{{SCHOOL_PHONE}}</p>
<dl class="govuk-summary-list">{{#CONTACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{ROLE}}</dt><dd class="govuk-summary-list__value">{{NAME}}<br>{{PHONE}}<br>{{EMAIL}}</dd></div>{{/CONTACT}}
</dl>
<p class="govuk-body">A worry about the pupil goes from your safeguarding lead to theirs by telephone, the same day.</p>
