<h1 class="govuk-heading-l">Referrals</h1>
{{#NEW}}<p class="govuk-body"><a class="govuk-button" role="button" data-module="govuk-button" href="/referrals/new">Refer a pupil</a></p>{{/NEW}}
{{#NONE}}<p class="govuk-body">There is no referral yet.</p>{{/NONE}}
{{#GROUP}}<table class="govuk-table">
  <caption class="govuk-table__caption govuk-table__caption--m">{{TITLE}}</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Reference</th><th scope="col" class="govuk-table__header">Pupil</th><th scope="col" class="govuk-table__header">Since</th><th scope="col" class="govuk-table__header">Where it is</th></tr></thead>
  <tbody class="govuk-table__body">{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{REFERENCE}}</a></th><td class="govuk-table__cell" data-label="Pupil">{{PUPIL}}</td><td class="govuk-table__cell" data-label="Since">{{SINCE}}</td><td class="govuk-table__cell" data-label="Where it is">{{STATUS}}</td></tr>{{/ROW}}
  </tbody>
</table>{{/GROUP}}
<p class="govuk-body">{{#TOP}}<a class="govuk-link" href="{{TOP_PATH}}">Back to the first</a> {{/TOP}}{{#MORE}}<a class="govuk-link" href="{{NEXT_PATH}}" rel="next">Next 25</a>{{/MORE}}</p>
