<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#PARAGRAPH}}<p class="govuk-body">{{TEXT}}</p>{{/PARAGRAPH}}
