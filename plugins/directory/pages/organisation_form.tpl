<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{>FORM}}
