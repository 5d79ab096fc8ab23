<h1 class="govuk-heading-l">Is the service well?</h1>
<p class="govuk-body">{{SUMMARY}}</p>
<table class="govuk-table">
  <caption class="govuk-table__caption govuk-table__caption--m">Parts of the service</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Part</th><th scope="col" class="govuk-table__header">State</th><th scope="col" class="govuk-table__header">What it says</th></tr></thead>
  <tbody class="govuk-table__body">{{#PLUGIN}}<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{{NAME}}</th><td class="govuk-table__cell" data-label="State">{{STATE}}</td><td class="govuk-table__cell" data-label="What it says">{{SAYS}}</td></tr>{{/PLUGIN}}</tbody>
</table>
<h2 class="govuk-heading-m">Records</h2>
<dl class="govuk-summary-list">{{#ROW}}<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>{{/ROW}}</dl>
