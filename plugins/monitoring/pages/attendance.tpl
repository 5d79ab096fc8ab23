<h1 class="govuk-heading-l">{{PUPIL}}: attendance</h1>
<p class="govuk-body">Placement {{REFERENCE}}, {{DAYS}}. In all: {{SUM}}.{{#WEEK_LINK}} <a class="govuk-link" href="{{WEEK_PATH}}">The pupil’s whole week</a>{{/WEEK_LINK}}</p>
{{#NO_WEEK}}<p class="govuk-body">No register names the pupil yet.</p>{{/NO_WEEK}}
{{#WEEKS}}<table class="govuk-table capd-dense">
  <caption class="govuk-table__caption govuk-table__caption--m">Week by week</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Week of</th><th scope="col" class="govuk-table__header">There</th><th scope="col" class="govuk-table__header">Came late</th><th scope="col" class="govuk-table__header">Not explained</th><th scope="col" class="govuk-table__header">Authorised</th><th scope="col" class="govuk-table__header">Unauthorised</th><th scope="col" class="govuk-table__header">Not expected</th></tr></thead>
  <tbody class="govuk-table__body">{{/WEEKS}}{{#WEEK}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{{MONDAY}}</th><td class="govuk-table__cell" data-label="There">{{THERE}}</td><td class="govuk-table__cell" data-label="Came late">{{LATE}}</td><td class="govuk-table__cell" data-label="Not explained">{{UNEXPLAINED}}</td><td class="govuk-table__cell" data-label="Authorised">{{AUTHORISED}}</td><td class="govuk-table__cell" data-label="Unauthorised">{{UNAUTHORISED}}</td><td class="govuk-table__cell" data-label="Not expected">{{UNEXPECTED}}</td></tr>{{/WEEK}}{{#WEEKS}}
  </tbody>
</table>{{/WEEKS}}
{{#MARKS}}<h2 class="govuk-heading-m">The last four weeks</h2>{{/MARKS}}
<dl class="govuk-summary-list capd-dense">{{#MARK}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{WHEN}}</dt><dd class="govuk-summary-list__value">{{WHAT}}<br><span class="govuk-hint">recorded on {{RECORDED}}{{#LATE}}, after the register was due{{/LATE}}</span></dd></div>{{/MARK}}
</dl>
{{#NOTES}}<h2 class="govuk-heading-m">Notes</h2>{{/NOTES}}
{{#NOTE}}<p class="govuk-body govuk-!-margin-bottom-1"><strong>{{WHO}}</strong>, {{AT}}{{#DAY}}, about {{ABOUT}}{{/DAY}}{{#TRANSPORT}}, <strong class="capd-urgent">transport</strong>{{/TRANSPORT}}</p>
<p class="govuk-body">{{SAYS}}</p>{{/NOTE}}
{{>FORM}}
