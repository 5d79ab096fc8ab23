<h1 class="govuk-heading-l">Policy in force</h1>
<p class="govuk-body">New referrals are judged by the version in force for the year of the start that is asked for. A case keeps the version it was sent under.</p>
{{#PUBLISH}}<p class="govuk-body"><a class="govuk-link" href="/policy/publish">See what is ready to publish</a></p>{{/PUBLISH}}
{{#NOTHING}}<p class="govuk-body">No policy is in force.</p>{{/NOTHING}}
{{#YEAR}}<section aria-labelledby="year-{{NAME}}">
<h2 class="govuk-heading-m" id="year-{{NAME}}">{{NAME}}</h2>
{{#BROKEN}}<p class="govuk-body"><strong class="capd-urgent">This program cannot load the version in force.</strong> Referrals for this year can’t be sent until it is put right. Tell the council’s IT host.</p>{{/BROKEN}}
<ul class="govuk-list"><li><a class="govuk-link" href="{{PATH}}">What the policy of {{NAME}} says</a></li><li><a class="govuk-link" href="{{LETTERS_PATH}}">The letters of {{NAME}}</a></li>{{#BEFORE}}<li><a class="govuk-link" href="{{BEFORE_PATH}}">What is different from {{BEFORE_YEAR}}</a></li>{{/BEFORE}}</ul>
<table class="govuk-table">
  <caption class="govuk-table__caption govuk-table__caption--s">Versions of {{NAME}}</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Version</th><th scope="col" class="govuk-table__header">From</th><th scope="col" class="govuk-table__header">State</th><th scope="col" class="govuk-table__header">Published by</th><th scope="col" class="govuk-table__header">Changes</th></tr></thead>
  <tbody class="govuk-table__body">{{#VERSION}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{VERSION_PATH}}">{{HASH}}</a></th><td class="govuk-table__cell">{{SINCE}}</td><td class="govuk-table__cell">{{UNTIL}}</td><td class="govuk-table__cell">{{BY}}</td><td class="govuk-table__cell">{{#CHANGES}}<a class="govuk-link" href="{{CHANGES_PATH}}">What changed<span class="govuk-visually-hidden"> with version {{HASH}}</span></a>{{/CHANGES}}</td></tr>{{/VERSION}}
  </tbody>
</table>
</section>{{/YEAR}}
