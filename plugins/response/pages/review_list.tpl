<h1 class="govuk-heading-l">Noes to look at</h1>
{{#NONE}}<p class="govuk-body">No refusal is waiting for you.</p>{{/NONE}}
<table class="govuk-table">
  <caption class="govuk-visually-hidden">Noes to look at</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Reference</th><th scope="col" class="govuk-table__header">School</th><th scope="col" class="govuk-table__header">Provider</th><th scope="col" class="govuk-table__header">About</th><th scope="col" class="govuk-table__header">By when</th></tr></thead>
  <tbody class="govuk-table__body">{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{REFERENCE}}</a></th><td class="govuk-table__cell" data-label="School">{{SCHOOL}}</td><td class="govuk-table__cell" data-label="Provider">{{PROVIDER}}</td><td class="govuk-table__cell" data-label="About">{{CATEGORY}}</td><td class="govuk-table__cell" data-label="By when">{{DUE}}{{#LATE}} <strong class="govuk-tag govuk-tag--red">Late</strong>{{/LATE}}</td></tr>{{/ROW}}
  </tbody>
</table>
{{#HAS_OFTEN}}<h2 class="govuk-heading-m">Three noes in a row</h2>{{/HAS_OFTEN}}
<ul class="govuk-list">{{#OFTEN}}<li><a class="govuk-link" href="{{PATH}}">{{REFERENCE}}</a></li>{{/OFTEN}}</ul>
