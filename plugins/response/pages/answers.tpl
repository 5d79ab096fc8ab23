<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#NONE}}<p class="govuk-body">No referral is waiting for your answer.</p>{{/NONE}}
<table class="govuk-table">
  <caption class="govuk-visually-hidden">Referrals to answer</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Reference</th><th scope="col" class="govuk-table__header">Received</th><th scope="col" class="govuk-table__header">Answer</th></tr></thead>
  <tbody class="govuk-table__body">{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{REFERENCE}}</a></th><td class="govuk-table__cell" data-label="Received">{{RECEIVED}}</td><td class="govuk-table__cell" data-label="Answer">{{DUE}}{{#LATE}} <strong class="govuk-tag govuk-tag--red">Late</strong>{{/LATE}}</td></tr>{{/ROW}}
  </tbody>
</table>
{{#HAS_OWN}}<h2 class="govuk-heading-m">Answers you gave</h2>{{/HAS_OWN}}
<dl class="govuk-summary-list">{{#OWN}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{REFERENCE}}, {{GIVEN}}</dt><dd class="govuk-summary-list__value">{{SAYS}}</dd></div>{{/OWN}}
</dl>
