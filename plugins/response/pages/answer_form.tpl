<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#NOTE}}<div class="govuk-inset-text">{{SAYS}}</div>{{/NOTE}}
{{>FORM}}
