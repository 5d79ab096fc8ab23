<h1 class="govuk-heading-l">Records</h1>
<p class="govuk-body">Part of the service is not running. Cases can be read here; nothing can be changed.</p>
{{#NONE}}<p class="govuk-body">There is no case that is yours to see.</p>{{/NONE}}
<ul class="govuk-list">{{#ROW}}<li><a class="govuk-link" href="{{PATH}}">{{REFERENCE}}</a>: {{STATUS}}</li>{{/ROW}}</ul>
