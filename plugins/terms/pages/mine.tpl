<h1 class="govuk-heading-l">Terms and policies</h1>
<p class="govuk-body">What CAP has published and addressed to you. One person says for the whole organisation that it is read: a coordinator or the safeguarding lead. At CAP each person does.</p>
{{#KEEPS}}<p class="govuk-body"><a class="govuk-link" href="/terms">Who has read what</a></p>{{/KEEPS}}
{{#NONE}}<p class="govuk-body">Nothing is published for you yet.</p>{{/NONE}}
{{#SOME}}<table class="govuk-table">
  <caption class="govuk-visually-hidden">Terms and policies</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Document</th><th scope="col" class="govuk-table__header">Year</th><th scope="col" class="govuk-table__header">Where it is</th></tr></thead>
  <tbody class="govuk-table__body">{{/SOME}}{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{TITLE}}</a></th><td class="govuk-table__cell" data-label="Year">{{YEAR}}</td><td class="govuk-table__cell" data-label="Where it is">{{STATE}}</td></tr>{{/ROW}}{{#SOME}}
  </tbody>
</table>{{/SOME}}
