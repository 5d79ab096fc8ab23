<h1 class="govuk-heading-l">{{HEADING}}</h1>
<p class="govuk-body">{{STATE}}</p>
{{#UNDER_WAY}}<p class="govuk-body">This goes on by itself. <a class="govuk-link" href="{{PATH}}">Look again</a></p>{{/UNDER_WAY}}
<ul class="govuk-list">{{#COUNT}}<li><a class="govuk-link" href="{{PATH}}">{{SAYS}} ({{NUMBER}})</a></li>{{/COUNT}}</ul>
<ul class="govuk-list">{{#DONE}}<li>{{SAYS}}: {{NUMBER}}</li>{{/DONE}}</ul>
{{>APPLY_FORM}}
{{>UNDO_FORM}}
{{>DROP_FORM}}
<h2 class="govuk-heading-m">{{SHOWING}}</h2>
{{#NO_ROWS}}<p class="govuk-body">There are none.</p>{{/NO_ROWS}}
{{#ROWS}}<table class="govuk-table">
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Line</th><th scope="col" class="govuk-table__header">What stands there</th><th scope="col" class="govuk-table__header">What it does</th><th scope="col" class="govuk-table__header">Faults and changes</th></tr></thead>
  <tbody class="govuk-table__body">{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{{LINE}}</th><td class="govuk-table__cell">{{TYPED}}</td><td class="govuk-table__cell">{{ACTION}}</td><td class="govuk-table__cell">{{SAYS}}</td></tr>{{/ROW}}
  </tbody>
</table>{{/ROWS}}
{{#NEXT}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">Next 100</a></p>{{/NEXT}}
