<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#TEXT}}<p class="govuk-body">{{SAYS}}</p>{{/TEXT}}
{{>FORM}}
