<h1 class="govuk-heading-l">Confirmations of {{YEAR}}</h1>
{{#NOTHING}}<p class="govuk-body">No half term is planned yet: the policy in force schedules none.</p>{{/NOTHING}}
{{#SOME}}<p class="govuk-body">{{COUNT}}.</p>
<table class="govuk-table capd-dense">
  <caption class="govuk-visually-hidden">Which provider has confirmed which half term</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Provider</th>{{/SOME}}{{#COLUMN}}<th scope="col" class="govuk-table__header">{{NAME}}</th>{{/COLUMN}}{{#SOME}}</tr></thead>
  <tbody class="govuk-table__body">{{/SOME}}{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{NAME}}</a></th>{{#CELL}}<td class="govuk-table__cell" data-label="{{COLUMN_NAME}}">{{#URGENT}}<strong class="capd-urgent">{{/URGENT}}{{WORDS}}{{#URGENT}}</strong>{{/URGENT}}</td>{{/CELL}}</tr>{{/ROW}}{{#SOME}}
  </tbody>
</table>{{/SOME}}
