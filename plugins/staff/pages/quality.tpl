<h1 class="govuk-heading-l">Staff checks</h1>
<p class="govuk-body">{{RULE}}</p>
<nav aria-label="Which people" class="capd-views">{{#VIEW}}<a class="govuk-link" href="{{PATH}}"{{#CHOSEN}} aria-current="page"{{/CHOSEN}}>{{LABEL}}</a> {{/VIEW}}</nav>
{{#NOTHING}}<p class="govuk-body">Nobody is here.</p>{{/NOTHING}}
{{#SOME}}<table class="govuk-table">
  <caption class="govuk-table__caption govuk-table__caption--m">People</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Name</th><th scope="col" class="govuk-table__header">Provider</th><th scope="col" class="govuk-table__header">Checks</th></tr></thead>
  <tbody class="govuk-table__body">{{/SOME}}{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{NAME}}</a></th><td class="govuk-table__cell" data-label="Provider">{{PROVIDER_NAME}}</td><td class="govuk-table__cell" data-label="Checks">{{#URGENT}}<strong>{{/URGENT}}{{STANDING}}{{#URGENT}}</strong>{{/URGENT}}{{#NEXT}}<br><a class="govuk-link" href="{{NEXT_PATH}}">{{LABEL}}<span class="govuk-visually-hidden">: {{WHOSE}}</span></a>{{/NEXT}}</td></tr>{{/ROW}}{{#SOME}}
  </tbody>
</table>{{/SOME}}
{{#MORE}}<p class="govuk-body"><a class="govuk-link" href="{{MORE_PATH}}">Next 100 people</a></p>{{/MORE}}
<table class="govuk-table">
  <caption class="govuk-table__caption govuk-table__caption--m">Providers</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Provider</th><th scope="col" class="govuk-table__header">Staff</th><th scope="col" class="govuk-table__header">Checks</th><th scope="col" class="govuk-table__header">Confirmed by CAP</th></tr></thead>
  <tbody class="govuk-table__body">{{#PROVIDER}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{NAME}}</a></th><td class="govuk-table__cell" data-label="Staff">{{PEOPLE}}</td><td class="govuk-table__cell" data-label="Checks">{{STANDING}}</td><td class="govuk-table__cell" data-label="Confirmed by CAP">{{CONFIRMED}}</td></tr>{{/PROVIDER}}
  </tbody>
</table>
