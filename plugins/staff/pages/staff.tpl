<h1 class="govuk-heading-l">{{HEADING}}</h1>
<p class="govuk-body">Tell CAP of joiners, leavers and new checks at once. Send no copy of a certificate: CAP looks at it, writes down who saw it and when, and keeps none.</p>
<p class="govuk-body">{{RULE}} {{#PROVISIONAL}}How long before is provisional: {{WHY}}.{{/PROVISIONAL}}</p>
{{#JOIN}}<p class="govuk-body"><a class="govuk-button" role="button" data-module="govuk-button" href="{{JOIN_PATH}}">Somebody has joined</a></p>{{/JOIN}}
{{#NONE}}<p class="govuk-body">{{NOBODY}}</p>{{/NONE}}
{{#SOME}}<table class="govuk-table">
  <caption class="govuk-table__caption govuk-table__caption--m">Who works here</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Name</th><th scope="col" class="govuk-table__header">What they do</th><th scope="col" class="govuk-table__header">Checks</th></tr></thead>
  <tbody class="govuk-table__body">{{/SOME}}{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{NAME}}</a></th><td class="govuk-table__cell" data-label="What they do">{{JOB}}, {{STARTED}}</td><td class="govuk-table__cell" data-label="Checks">{{#URGENT}}<strong>{{/URGENT}}{{STANDING}}{{#URGENT}}</strong>{{/URGENT}}{{#NEXT}}<br><a class="govuk-link" href="{{NEXT_PATH}}">{{LABEL}}<span class="govuk-visually-hidden">: {{WHOSE}}</span></a>{{/NEXT}}</td></tr>{{/ROW}}{{#SOME}}
  </tbody>
</table>{{/SOME}}
<p class="govuk-body">{{CONFIRMED}} <a class="govuk-link" href="{{RECORD_PATH}}">Single central record, for printing</a></p>
{{#LEFT}}<h2 class="govuk-heading-m">Who has left</h2>{{/LEFT}}
{{#LEFT}}<ul class="govuk-list">{{/LEFT}}{{#FORMER}}<li><a class="govuk-link" href="{{PATH}}">{{NAME}}</a>, {{WHEN}}</li>{{/FORMER}}{{#LEFT}}</ul>{{/LEFT}}
{{#CONFIRM}}<h2 class="govuk-heading-m">Confirm</h2>
<p class="govuk-body">Schools read on which day CAP confirmed the checks, and no person’s detail.</p>{{/CONFIRM}}
{{>FORM}}
