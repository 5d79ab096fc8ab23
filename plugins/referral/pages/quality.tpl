<h1 class="govuk-heading-l">Quality measures: {{REFERENCE}}</h1>
<p class="govuk-body">{{SCHOOL}}. Printed {{PRINTED}}. Keep this in the pupil’s file.</p>
<ul class="govuk-list govuk-list--bullet">{{#MEASURE}}<li>{{TEXT}}</li>{{/MEASURE}}</ul>
