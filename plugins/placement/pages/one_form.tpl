<span class="govuk-caption-l">{{WHOSE}}</span>
<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#NOTE}}<div class="govuk-inset-text">{{SAYS}}</div>{{/NOTE}}
<ul class="govuk-list govuk-list--bullet">{{#CASCADE}}
  <li>{{SAYS}}</li>{{/CASCADE}}
</ul>
<ul class="govuk-list">{{#LINK}}
  <li><a class="govuk-link" href="{{PATH}}">{{SAYS}}</a></li>{{/LINK}}
</ul>
{{>FORM}}
