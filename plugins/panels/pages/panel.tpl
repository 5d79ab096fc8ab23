<span class="govuk-caption-l">{{CAPTION}}</span>
<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#WARNING}}<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span>{{TEXT}}</strong></div>{{/WARNING}}
{{#LEAD}}<p class="govuk-body">{{TEXT}}</p>{{/LEAD}}
{{#LINK}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">{{LABEL}}</a></p>{{/LINK}}
{{#PART}}<h2 class="govuk-heading-m">{{TITLE}}</h2>
{{#SAID}}<p class="govuk-body capd-said">{{TEXT}}</p>{{/SAID}}
{{#FACTS}}<dl class="govuk-summary-list">{{/FACTS}}{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{#LINE}}{{TEXT}}<br>{{/LINE}}</dd></div>{{/FACT}}{{#FACTS}}
</dl>{{/FACTS}}
{{#ENTRIES}}<ul class="govuk-list govuk-list--spaced">{{/ENTRIES}}{{#ENTRY}}
  <li>{{#LINKED}}<a class="govuk-link" href="{{PATH}}">{{LABEL}}</a>{{/LINKED}}{{TEXT}}</li>{{/ENTRY}}{{#ENTRIES}}
</ul>{{/ENTRIES}}
{{/PART}}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
{{>FIFTH}}
{{>FORM}}
{{>SECOND}}
{{>THIRD}}
{{>FOURTH}}
</div></div>
