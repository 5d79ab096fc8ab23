<h1 class="govuk-heading-l">Scheduled</h1>
<p class="govuk-body">This comes round by itself. The days stand in CAP’s policy of each year; nobody needs to remember them.</p>
{{#NOTHING}}<p class="govuk-body">The policy in force schedules nothing.</p>{{/NOTHING}}
{{#RULE}}<section class="govuk-!-margin-bottom-6">
<h2 class="govuk-heading-m govuk-!-margin-bottom-1">{{SAYS}}</h2>
<p class="govuk-body govuk-!-margin-bottom-2">{{WORDS}}. <span class="govuk-hint">{{CLAUSE}}{{#DOUBT}} · provisional: {{WHY}}{{/DOUBT}}</span></p>
<dl class="govuk-summary-list capd-dense">
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Next</dt><dd class="govuk-summary-list__value">{{NEXT}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Last ran</dt><dd class="govuk-summary-list__value">{{LAST}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Open</dt><dd class="govuk-summary-list__value">{{OPEN}}{{#LATE}}. <strong class="capd-urgent">The oldest: {{DAYS}} days</strong>{{/LATE}}</dd></div>
{{#SKIPPED}}  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Left out</dt><dd class="govuk-summary-list__value">{{WHAT}}: {{WHY}}</dd></div>
{{/SKIPPED}}</dl>
</section>{{/RULE}}
{{#DEADLINES}}<h2 class="govuk-heading-m">Duties with a deadline</h2>
<p class="govuk-body">These begin when something happens. How long they have stands in CAP’s policy of the year.</p>
<table class="govuk-table capd-dense">
  <caption class="govuk-table__caption govuk-visually-hidden">Duties with a deadline</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Duty</th><th scope="col" class="govuk-table__header">How long</th><th scope="col" class="govuk-table__header">From</th><th scope="col" class="govuk-table__header">Who</th><th scope="col" class="govuk-table__header">Open</th></tr></thead>
  <tbody class="govuk-table__body">{{/DEADLINES}}{{#DEADLINE}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{{SAYS}}<br><span class="govuk-hint capd-clause">{{CLAUSE}}{{#DOUBT}} · provisional: {{WHY}}{{/DOUBT}}</span></th><td class="govuk-table__cell" data-label="How long">{{WITHIN}}</td><td class="govuk-table__cell" data-label="From">{{FROM}}</td><td class="govuk-table__cell" data-label="Who">{{WHO}}</td><td class="govuk-table__cell" data-label="Open">{{OPEN}}</td></tr>{{/DEADLINE}}{{#DEADLINES}}
  </tbody>
</table>{{/DEADLINES}}
{{#MOVED}}<section id="moved">
<h2 class="govuk-heading-m">Moved by the calendar</h2>
<p class="govuk-body">The calendar changed after these were asked. They were counted again; whoever owes them sees the new day.</p>
<table class="govuk-table capd-dense">
<caption class="govuk-visually-hidden">Deadlines that a change of the calendar moved in the last 30 days</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Referral</th><th scope="col" class="govuk-table__header">What</th><th scope="col" class="govuk-table__header">Who owes it</th><th scope="col" class="govuk-table__header">Deadline</th><th scope="col" class="govuk-table__header">Moved</th></tr></thead>
<tbody class="govuk-table__body">{{#DUTY}}
<tr class="govuk-table__row"><td class="govuk-table__cell">{{SUBJECT}}</td><td class="govuk-table__cell">{{SAYS}}</td><td class="govuk-table__cell">{{WHOSE}}</td><td class="govuk-table__cell">{{WHY}}</td><td class="govuk-table__cell">{{WHEN}}</td></tr>{{/DUTY}}
</tbody></table>
</section>{{/MOVED}}
