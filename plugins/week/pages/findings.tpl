<h1 class="govuk-heading-l">Weeks to watch</h1>
<p class="govuk-body">Looked at each night, over all placements of each pupil.</p>
{{#NOTHING}}<p class="govuk-body">No pupil is away from school too much.</p>{{/NOTHING}}
<dl class="govuk-summary-list capd-dense">{{#FINDING}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key"><a class="govuk-link" href="{{PATH}}">{{REFERENCE}}</a></dt><dd class="govuk-summary-list__value">{{SAYS}}</dd></div>{{/FINDING}}
</dl>
{{#PROVIDERS}}<h2 class="govuk-heading-m">Providers with pupils who are there full time</h2>
<p class="govuk-body">{{SESSIONS}} a week or more. A setting that is no registered school may have to register when it has {{MOST}} of them, or one with an EHC plan or in care. Both numbers are provisional.</p>{{/PROVIDERS}}
<ul class="govuk-list">{{#PROVIDER}}<li>{{#OVER}}<strong class="capd-urgent">{{/OVER}}{{NAME}}: {{PUPILS}}, {{SPECIAL}} with an EHC plan or in care{{#OVER}}</strong>{{/OVER}}</li>{{/PROVIDER}}</ul>
