<h1 class="govuk-heading-l">A pupil who was not expected</h1>
<p class="govuk-body">{{SAYS}}.</p>
<p class="govuk-body"><strong>{{PROVIDER}}</strong>, {{PHONE}}, {{EMAIL}}</p>
<ul class="govuk-list">{{#COORDINATOR}}<li>{{NAME}}, {{PHONE}}, {{EMAIL}}</li>{{/COORDINATOR}}</ul>
{{>FORM}}
