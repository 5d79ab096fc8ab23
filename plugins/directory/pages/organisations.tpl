<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#ADD}}<p class="govuk-body"><a class="govuk-button" role="button" data-module="govuk-button" href="{{PATH}}">{{LABEL}}</a></p>{{/ADD}}
{{#NONE}}<p class="govuk-body">None is here yet.</p>{{/NONE}}
{{#SOME}}<p class="govuk-body">{{COUNT}}</p>{{/SOME}}
<table class="govuk-table">
  <caption class="govuk-visually-hidden">{{HEADING}}</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Name</th><th scope="col" class="govuk-table__header">Telephone</th><th scope="col" class="govuk-table__header">Email</th></tr></thead>
  <tbody class="govuk-table__body">{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{NAME}}</a></th><td class="govuk-table__cell" data-label="Telephone">{{PHONE}}</td><td class="govuk-table__cell" data-label="Email">{{EMAIL}}</td></tr>{{/ROW}}
  </tbody>
</table>
