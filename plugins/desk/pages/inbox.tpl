<h1 class="govuk-heading-l">Inbox</h1>
<form method="get" action="/inbox" class="capd-filter">
  <div class="govuk-form-group"><label class="govuk-label" for="show">Show</label><select class="govuk-select" id="show" name="show">{{#VIEW}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/VIEW}}</select></div>
  <div class="govuk-form-group"><label class="govuk-label" for="words">Reference, or part of the school’s name</label><input class="govuk-input govuk-!-width-one-half" id="words" name="words" type="search" value="{{WORDS}}"></div>
  <button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">Show</button>
</form>
<p class="govuk-body">Showing: {{SHOWING}}. The oldest deadline stands first.</p>
{{#NOTHING}}<p class="govuk-body">Nothing is here.</p>{{/NOTHING}}
{{#SOME}}<table class="govuk-table capd-dense">
  <caption class="govuk-visually-hidden">Referrals</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Reference</th><th scope="col" class="govuk-table__header">School</th><th scope="col" class="govuk-table__header">Programme</th><th scope="col" class="govuk-table__header">Received</th><th scope="col" class="govuk-table__header">Due</th><th scope="col" class="govuk-table__header">What is missing</th><th scope="col" class="govuk-table__header">Who has it</th><th scope="col" class="govuk-table__header">Status</th></tr></thead>
  <tbody class="govuk-table__body">{{/SOME}}{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{REFERENCE}}</a></th><td class="govuk-table__cell" data-label="School">{{SCHOOL}}</td><td class="govuk-table__cell" data-label="Programme">{{PROGRAMME}}</td><td class="govuk-table__cell" data-label="Received">{{RECEIVED}}</td><td class="govuk-table__cell" data-label="Due">{{#LATE}}<strong class="capd-urgent">{{/LATE}}{{DUE}}{{#LATE}}</strong>{{/LATE}}</td><td class="govuk-table__cell" data-label="What is missing">{{#NO_HOLD}}Nothing on hold{{/NO_HOLD}}<ul class="govuk-list govuk-!-margin-bottom-0">{{#HOLD}}<li>{{SAYS}}</li>{{/HOLD}}</ul></td><td class="govuk-table__cell" data-label="Who has it">{{WHO}}</td><td class="govuk-table__cell" data-label="Status">{{STATUS}}</td></tr>{{/ROW}}{{#SOME}}
  </tbody>
</table>{{/SOME}}
<p class="govuk-body">{{#TOP}}<a class="govuk-link" href="{{TOP_PATH}}">Back to the first</a> {{/TOP}}{{#MORE}}<a class="govuk-link" href="{{NEXT_PATH}}" rel="next">Next 25</a>{{/MORE}}</p>
