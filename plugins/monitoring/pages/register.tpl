<h1 class="govuk-heading-l">{{COURSE}}</h1>
<p class="govuk-body"><strong>{{SESSION}}.</strong> {{#URGENT}}<strong class="capd-urgent">{{/URGENT}}{{STANDING}}{{#URGENT}}</strong>{{/URGENT}}{{#BY}}, by {{TAKER}}{{/BY}}.</p>
{{#NO_RULES}}<p class="govuk-body">The policy in force does not say when sessions begin, so no register can be taken. Call CAP on {{TELEPHONE}}.</p>{{/NO_RULES}}
{{#NOBODY}}<p class="govuk-body">No pupil is expected at this session.</p>{{/NOBODY}}
{{>FORM}}
{{#SOME_UNEXPECTED}}<h2 class="govuk-heading-m">Here, and not expected</h2>
<p class="govuk-body">The school and CAP know. CAP’s telephone: {{TELEPHONE}}.</p>{{/SOME_UNEXPECTED}}
<ul class="govuk-list">{{#UNEXPECTED}}<li>{{REFERENCE}}</li>{{/UNEXPECTED}}</ul>
{{>NOT_HELD}}
