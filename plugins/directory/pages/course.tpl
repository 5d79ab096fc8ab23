<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#CLOSED}}<div class="govuk-inset-text">This course is no longer offered.</div>{{/CLOSED}}
{{#GATE}}<div class="govuk-inset-text">{{SAYS}}</div>{{/GATE}}
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>{{/FACT}}
</dl>
{{#CHANGE}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">Change this course</a></p>{{/CHANGE}}
{{#PLACES_FORM}}<h2 class="govuk-heading-m">Places</h2>
<p class="govuk-body">{{TAKEN}}</p>{{/PLACES_FORM}}
{{>FORM}}
