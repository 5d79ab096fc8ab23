<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#NOTE}}<p class="govuk-body">{{TEXT}}</p>{{/NOTE}}
{{>FORM}}
<p class="govuk-body">Can't sign in? Call CAP on {{TELEPHONE}}.</p>
</div></div>
