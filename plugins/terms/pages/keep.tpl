<h1 class="govuk-heading-l">{{TITLE}}</h1>
<p class="capd-status">{{REVIEW}}</p>
<p class="govuk-body">Reviewed each September by: {{REVIEWER}}.</p>
{{#KEEP}}<ul class="govuk-list"><li><a class="govuk-link" href="{{PUBLISH_PATH}}">Publish a version</a></li><li><a class="govuk-link" href="{{REVIEW_PATH}}">Reviewed, and it stays as it is</a></li></ul>{{/KEEP}}
<h2 class="govuk-heading-m">Versions</h2>
{{#NO_VERSION}}<p class="govuk-body">None is published here yet.</p>{{/NO_VERSION}}
<ul class="govuk-list">{{#VERSION}}<li><a class="govuk-link" href="{{PATH}}">{{LABEL}}</a>, for {{WHO}}</li>{{/VERSION}}</ul>
<h2 class="govuk-heading-m">Reviews</h2>
<ul class="govuk-list">{{#REVIEWED}}<li>{{SAYS}}</li>{{/REVIEWED}}</ul>
<h2 class="govuk-heading-m">Who has read it</h2>
{{#NOBODY}}<p class="govuk-body">Nobody has said so yet.</p>{{/NOBODY}}
{{#SOMEBODY}}<table class="govuk-table capd-dense">
  <caption class="govuk-visually-hidden">Who has read it</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Who</th><th scope="col" class="govuk-table__header">Where</th><th scope="col" class="govuk-table__header">Version</th><th scope="col" class="govuk-table__header">When</th></tr></thead>
  <tbody class="govuk-table__body">{{/SOMEBODY}}{{#READING}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{{WHO}}</th><td class="govuk-table__cell" data-label="Where">{{WHERE}}</td><td class="govuk-table__cell" data-label="Version">{{WHAT}}</td><td class="govuk-table__cell" data-label="When">{{WHEN}}</td></tr>{{/READING}}{{#SOMEBODY}}
  </tbody>
</table>{{/SOMEBODY}}
