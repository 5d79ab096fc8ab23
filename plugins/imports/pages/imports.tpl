<h1 class="govuk-heading-l">Imports and exports</h1>
<p class="govuk-body">A file is read first. You see what every row would do, and nothing is changed before you say so. An import can be taken back.</p>
{{>FORM}}
<h2 class="govuk-heading-m">Files that came before</h2>
{{#NONE}}<p class="govuk-body">No file was imported yet.</p>{{/NONE}}
{{#SOME}}<table class="govuk-table">
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">File</th><th scope="col" class="govuk-table__header">What</th><th scope="col" class="govuk-table__header">Rows</th><th scope="col" class="govuk-table__header">When</th><th scope="col" class="govuk-table__header">How it stands</th></tr></thead>
  <tbody class="govuk-table__body">{{#BATCH}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{FILE}}</a></th><td class="govuk-table__cell">{{KIND}}</td><td class="govuk-table__cell">{{ROWS}}</td><td class="govuk-table__cell">{{WHEN}}</td><td class="govuk-table__cell">{{STATE}}</td></tr>{{/BATCH}}
  </tbody>
</table>{{/SOME}}
{{#EXPORTS}}<h2 class="govuk-heading-m">Take a list out</h2>
<p class="govuk-body"><a class="govuk-link" href="/exports/placements">Placements that run today, for CLM and Capita (CSV)</a></p>{{/EXPORTS}}
