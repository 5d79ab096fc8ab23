<h1 class="govuk-heading-l">Registers of {{DAY}}</h1>
{{#NOBODY}}<p class="govuk-body">No pupil is expected today.</p>{{/NOBODY}}
{{#SOMEBODY}}<table class="govuk-table">
  <caption class="govuk-visually-hidden">Sessions of today and their registers</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Session</th><th scope="col" class="govuk-table__header">Expected</th><th scope="col" class="govuk-table__header">Register</th></tr></thead>
  <tbody class="govuk-table__body">{{/SOMEBODY}}{{#SESSION}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{HALF}}, {{WHAT}}</a></th><td class="govuk-table__cell" data-label="Expected">{{COUNT}}</td><td class="govuk-table__cell" data-label="Register">{{#URGENT}}<strong class="capd-urgent">{{/URGENT}}{{STANDING}}{{#URGENT}}</strong>{{/URGENT}}</td></tr>{{/SESSION}}{{#SOMEBODY}}
  </tbody>
</table>{{/SOMEBODY}}
{{#SOME_LATE}}<h2 class="govuk-heading-m">Not taken on earlier days</h2>{{/SOME_LATE}}
<ul class="govuk-list">{{#LATE}}<li><a class="govuk-link" href="{{PATH}}">{{WHEN}}: {{WHAT}}</a></li>{{/LATE}}</ul>
{{#TIME}}<p class="govuk-body govuk-!-margin-bottom-1">{{WHAT}} begins at {{TIMES}}. <a class="govuk-link" href="{{PATH}}">Change<span class="govuk-visually-hidden"> when {{WHAT}} begins</span></a></p>{{/TIME}}
