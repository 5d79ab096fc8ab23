<h1 class="govuk-heading-l">Placements to set up</h1>
{{#NONE}}<p class="govuk-body">No placement is waiting to be set up.</p>{{/NONE}}
<table class="govuk-table">
  <caption class="govuk-visually-hidden">Placements to set up</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Reference</th><th scope="col" class="govuk-table__header">Next</th><th scope="col" class="govuk-table__header">By when</th></tr></thead>
  <tbody class="govuk-table__body">{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{REFERENCE}}</a></th><td class="govuk-table__cell" data-label="Next">{{STEP}}</td><td class="govuk-table__cell" data-label="By when">{{DUE}}{{#LATE}} <strong class="govuk-tag govuk-tag--red">Late</strong>{{/LATE}}</td></tr>{{/ROW}}
  </tbody>
</table>
