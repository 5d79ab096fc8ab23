<h1 class="govuk-heading-l">Who has read what</h1>
<nav aria-label="Whose readers" class="capd-views">{{#VIEW}}<a class="govuk-link" href="{{PATH}}"{{#CHOSEN}} aria-current="page"{{/CHOSEN}}>{{LABEL}}</a> {{/VIEW}}</nav>
{{#NOTHING}}<p class="govuk-body">Nothing is published that they are asked to read.</p>{{/NOTHING}}
{{#SOME}}<table class="govuk-table capd-dense">
  <caption class="govuk-visually-hidden">Who has read what</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Name</th>{{/SOME}}{{#COLUMN}}<th scope="col" class="govuk-table__header">{{TITLE}}, {{YEAR}}</th>{{/COLUMN}}{{#SOME}}</tr></thead>
  <tbody class="govuk-table__body">{{/SOME}}{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{{NAME}}</th>{{#CELL}}<td class="govuk-table__cell" data-label="{{TITLE}}">{{#LATE}}<strong class="capd-urgent">{{/LATE}}{{SAYS}}{{#LATE}}</strong>{{/LATE}}</td>{{/CELL}}</tr>{{/ROW}}{{#SOME}}
  </tbody>
</table>{{/SOME}}
<h2 class="govuk-heading-m">Documents</h2>
<ul class="govuk-list">{{#DOCUMENT}}<li><a class="govuk-link" href="{{PATH}}">{{TITLE}}</a>: {{STATE}}</li>{{/DOCUMENT}}</ul>
{{#ADD}}<p class="govuk-body"><a class="govuk-link" href="{{ADD_PATH}}">Add a document that is not on the list</a></p>{{/ADD}}
