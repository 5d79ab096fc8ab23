<h1 class="govuk-heading-l">Absences to explain</h1>
{{#NOTHING}}<p class="govuk-body">Every absence is explained.</p>{{/NOTHING}}
{{#MORE}}<p class="govuk-body">These are the oldest; more follow when they are explained.</p>{{/MORE}}
{{>FORM}}
