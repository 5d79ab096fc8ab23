<h1 class="govuk-heading-l">{{HEADING}}</h1>
<p class="govuk-body">{{LEAD}}</p>
{{>FORM}}
