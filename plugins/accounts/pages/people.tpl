<h1 class="govuk-heading-l">People</h1>
<p class="govuk-body"><a class="govuk-button" role="button" data-module="govuk-button" href="/people/invite">Invite a person</a></p>
{{#KEYS}}<p class="govuk-body"><a class="govuk-link" href="/keys">Keys of other programs</a></p>{{/KEYS}}
<nav aria-label="Of which organisations"><ul class="govuk-list capd-lines">{{#VIEW}}<li><a class="govuk-link" href="{{PATH}}"{{#CHOSEN}} aria-current="page"{{/CHOSEN}}>{{LABEL}}</a></li>{{/VIEW}}</ul></nav>
{{#NOBODY}}<p class="govuk-body">Nobody is listed yet.</p>{{/NOBODY}}
{{#ORGANISATION}}<table class="govuk-table">
  <caption class="govuk-table__caption govuk-table__caption--m">{{NAME}}</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Name</th><th scope="col" class="govuk-table__header">What they do</th><th scope="col" class="govuk-table__header">Sign-in</th></tr></thead>
  <tbody class="govuk-table__body">{{#PERSON}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{WHO}}</a></th><td class="govuk-table__cell">{{ROLES}}</td><td class="govuk-table__cell">{{STATE}}</td></tr>{{/PERSON}}
  </tbody>
</table>{{/ORGANISATION}}
