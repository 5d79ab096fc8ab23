<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">{{REFERENCE}}</span>
<h1 class="govuk-heading-l">{{HEADING}}</h1>
<p class="govuk-body">{{LEAD}}</p>
{{>FORM}}
</div></div>
