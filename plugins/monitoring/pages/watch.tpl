<h1 class="govuk-heading-l">Attendance</h1>
<p class="govuk-body">Of pupils who are placed now: how many of the sessions of the last six weeks they were at. Those not seen for {{NOT_SEEN}} weeks come first, then those there less than {{LOW}} % of the time, once they have had {{AFTER}} sessions.{{#PROVISIONAL}} These limits are provisional: {{WHY}}.{{/PROVISIONAL}}</p>
{{#NOTHING}}<p class="govuk-body">No pupil is placed at the moment.</p>{{/NOTHING}}
{{#MORE}}<p class="govuk-body">The first 200 of {{ALL}}.</p>{{/MORE}}
{{#SOME}}<table class="govuk-table capd-dense">
  <caption class="govuk-visually-hidden">Pupils by attendance</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Pupil</th><th scope="col" class="govuk-table__header">School</th><th scope="col" class="govuk-table__header">Provider</th><th scope="col" class="govuk-table__header">There</th><th scope="col" class="govuk-table__header">Last</th></tr></thead>
  <tbody class="govuk-table__body">{{/SOME}}{{#PUPIL}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{NAME}}</a></th><td class="govuk-table__cell" data-label="School">{{SCHOOL}}</td><td class="govuk-table__cell" data-label="Provider">{{PROVIDER}}</td><td class="govuk-table__cell" data-label="There">{{THERE}}{{#URGENT}} <strong class="capd-urgent">{{WHAT}}</strong>{{/URGENT}}</td><td class="govuk-table__cell" data-label="Last">{{LAST}}</td></tr>{{/PUPIL}}{{#SOME}}
  </tbody>
</table>{{/SOME}}
