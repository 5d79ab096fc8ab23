<h1 class="govuk-heading-l">Keys of other programs</h1>
<p class="govuk-body">A program with a key reads and writes here without a person, as far as its roles go. What it may ask and do stands in <a class="govuk-link" href="/api/v1/openapi.json">the description of the API</a>.</p>
<p class="govuk-body"><a class="govuk-button" role="button" data-module="govuk-button" href="/keys/add">Make a key</a></p>
{{#NONE}}<p class="govuk-body">There is no key yet.</p>{{/NONE}}
<table class="govuk-table">
  <caption class="govuk-table__caption govuk-visually-hidden">All keys</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Key</th><th scope="col" class="govuk-table__header">Whose</th><th scope="col" class="govuk-table__header">What it does</th><th scope="col" class="govuk-table__header">State</th><th scope="col" class="govuk-table__header">Last used</th></tr></thead>
  <tbody class="govuk-table__body">{{#KEY}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{{NAME}}</th><td class="govuk-table__cell" data-label="Whose">{{WHERE}}</td><td class="govuk-table__cell" data-label="What it does">{{ROLES}}</td><td class="govuk-table__cell" data-label="State">{{STATE}}{{#END}} <a class="govuk-link" href="{{PATH}}">End<span class="govuk-visually-hidden"> {{WHICH}}</span></a>{{/END}}</td><td class="govuk-table__cell" data-label="Last used">{{USED}}</td></tr>{{/KEY}}
  </tbody>
</table>
