<h1 class="govuk-heading-l">{{REFERENCE}}</h1>
{{#ANSWERED}}<div class="govuk-inset-text">{{SAYS}}</div>{{/ANSWERED}}
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>{{/FACT}}
</dl>
{{#BUTTONS}}<div class="govuk-button-group">
  <a class="govuk-button" role="button" data-module="govuk-button" href="{{YES_PATH}}">Yes, we can take this pupil</a>
  <a class="govuk-button govuk-button--secondary" role="button" data-module="govuk-button" href="{{NO_PATH}}">No, and here is why</a>
</div>{{/BUTTONS}}
{{#RISK}}<h2 class="govuk-heading-m">Risk assessment of {{DAY}}</h2>
<p class="govuk-body">{{CHANGES}}</p>
<p class="govuk-body">Everybody who works with the pupil reads it before the first session.</p>{{/RISK}}
<ul class="govuk-list">{{#READER}}<li>{{NAME}} read and understood it, {{AT}}</li>{{/READER}}</ul>
{{>READ_FORM}}
<h2 class="govuk-heading-m">Papers</h2>
{{#NO_PAPER}}<p class="govuk-body">No paper was sent.</p>{{/NO_PAPER}}
<ul class="govuk-list govuk-list--bullet">{{#PAPER}}<li><a class="govuk-link" href="{{PATH}}">{{KIND}}</a>: {{NAME}}, {{DAY}}, {{SCAN}}</li>{{/PAPER}}</ul>
{{#SECTION}}<h2 class="govuk-heading-m">{{HEADING}}</h2>
<dl class="govuk-summary-list">{{#ROW}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{#VALUE}}<p class="govuk-body">{{TEXT}}</p>{{/VALUE}}</dd></div>{{/ROW}}
</dl>{{/SECTION}}
<h2 class="govuk-heading-m">Whom to call at {{SCHOOL}}</h2>
<p class="govuk-body">{{SCHOOL_PHONE}}</p>
<dl class="govuk-summary-list">{{#CONTACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{ROLE}}</dt><dd class="govuk-summary-list__value">{{NAME}}<br>{{PHONE}}<br>{{EMAIL}}</dd></div>{{/CONTACT}}
</dl>
<p class="govuk-body">A worry about the pupil goes from your safeguarding lead to theirs by telephone, the same day.</p>
