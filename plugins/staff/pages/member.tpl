<h1 class="govuk-heading-l">{{NAME}}</h1>
<p class="capd-status">{{STANDING}}</p>
<dl class="govuk-summary-list">
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Works at</dt><dd class="govuk-summary-list__value">{{PROVIDER}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">What they do</dt><dd class="govuk-summary-list__value">{{JOB}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">First day at work</dt><dd class="govuk-summary-list__value">{{STARTED}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Signs in with</dt><dd class="govuk-summary-list__value">{{EMAIL}}</dd></div>
</dl>
<ul class="govuk-list">{{#JUDGE}}<li><a class="govuk-link" href="{{PATH}}">{{LABEL}}</a></li>{{/JUDGE}}{{#DEED}}<li><a class="govuk-link" href="{{PATH}}">{{LABEL}}</a></li>{{/DEED}}</ul>
<h2 class="govuk-heading-m">DBS checks</h2>
<p class="govuk-body">{{RULE}}</p>
{{#NO_CHECK}}<p class="govuk-body">None is told yet.</p>{{/NO_CHECK}}
{{#CHECKS}}<table class="govuk-table capd-dense">
  <caption class="govuk-visually-hidden">DBS checks</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Check</th><th scope="col" class="govuk-table__header">Date</th><th scope="col" class="govuk-table__header">Number</th><th scope="col" class="govuk-table__header">Level</th><th scope="col" class="govuk-table__header">Update Service</th><th scope="col" class="govuk-table__header">Seen</th></tr></thead>
  <tbody class="govuk-table__body">{{/CHECKS}}{{#CHECK}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{{WHAT}}</th><td class="govuk-table__cell" data-label="Date">{{DATED}}</td><td class="govuk-table__cell" data-label="Number">{{NUMBER}}</td><td class="govuk-table__cell" data-label="Level">{{LEVEL}}</td><td class="govuk-table__cell" data-label="Update Service">{{UPDATE}}</td><td class="govuk-table__cell" data-label="Seen">{{SEEN}}</td></tr>{{/CHECK}}{{#CHECKS}}
  </tbody>
</table>{{/CHECKS}}
{{#DECIDED}}<h2 class="govuk-heading-m">What CAP decided</h2>
<dl class="govuk-summary-list">{{/DECIDED}}{{#DECISION}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{WHAT}}</dt><dd class="govuk-summary-list__value">{{ABOUT}}{{#ASSESSED}}<br>{{SAYS}}{{/ASSESSED}}<br>{{WHY}}<br>{{WHO}}</dd></div>{{/DECISION}}{{#DECIDED}}
</dl>{{/DECIDED}}
<h2 class="govuk-heading-m">Training, reading and other checks</h2>
{{#NO_EVIDENCE}}<p class="govuk-body">Nothing is entered yet.</p>{{/NO_EVIDENCE}}
<ul class="govuk-list">{{#EVIDENCE}}<li>{{WHAT}}, {{DATED}}</li>{{/EVIDENCE}}</ul>
