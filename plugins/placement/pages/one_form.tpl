<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#NOTE}}<div class="govuk-inset-text">{{SAYS}}</div>{{/NOTE}}
<ul class="govuk-list govuk-list--bullet">{{#CASCADE}}
  <li>{{SAYS}}</li>{{/CASCADE}}
</ul>
{{>FORM}}
