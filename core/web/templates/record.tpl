<h1 class="govuk-heading-l">{{REFERENCE}}</h1>
<p class="govuk-body-l"><strong>{{STATUS}}</strong></p>
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>{{/FACT}}
</dl>
<h2 class="govuk-heading-m">Safeguarding leads to call</h2>
<ul class="govuk-list">{{#LEAD}}<li>{{AT}}: {{NAME}}, {{PHONE}}, {{EMAIL}}</li>{{/LEAD}}</ul>
<h2 class="govuk-heading-m">Papers</h2>
{{#NO_PAPER}}<p class="govuk-body">There is none.</p>{{/NO_PAPER}}
<ul class="govuk-list">{{#PAPER}}<li><a class="govuk-link" href="{{PATH}}">{{NAME}}</a>, {{WHEN}}</li>{{/PAPER}}</ul>
<h2 class="govuk-heading-m">What the school wrote</h2>
<dl class="govuk-summary-list">{{#ANSWER}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{#LINE}}{{TEXT}}<br>{{/LINE}}</dd></div>{{/ANSWER}}
</dl>
<h2 class="govuk-heading-m">What happened</h2>
<ol class="capd-timeline">{{#STEP}}<li><span class="capd-timeline__when">{{WHEN}}, {{WHO}}</span>{{SAYS}}</li>{{/STEP}}</ol>
