<h1 class="govuk-heading-l">Application {{REFERENCE}}</h1>
<p class="govuk-body">{{SCHOOL}}. {{APPLIED}}. Programme: {{PROGRAMME}}. Printed {{PRINTED}}.</p>
<p class="govuk-body">Personal data: keep this in the pupil’s file and nowhere else.</p>
{{#SECTION}}<h2 class="govuk-heading-m">{{TITLE}}</h2>
{{#TO_DO}}<p class="govuk-body">{{TEXT}}</p>{{/TO_DO}}
<dl class="govuk-summary-list">{{#ROW}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{#LINE}}{{TEXT}}<br>{{/LINE}}</dd></div>{{/ROW}}
</dl>{{#CHANGE}}<a href="{{PATH}}">{{TITLE}}</a>{{/CHANGE}}{{/SECTION}}
<h2 class="govuk-heading-m">Papers</h2>
{{#NO_PAPER}}<p class="govuk-body">None.</p>{{/NO_PAPER}}
<ul class="govuk-list govuk-list--bullet">{{#PAPER}}<li>{{NAME}}, received {{WHEN}}</li>{{/PAPER}}</ul>
