<h1 class="govuk-heading-l">{{REFERENCE}}</h1>
{{#STATUS}}<div class="govuk-inset-text">{{SAYS}}</div>{{/STATUS}}
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>{{/FACT}}
</dl>
{{#RULE}}<div class="govuk-inset-text">{{SAYS}}<br>{{CLAUSE}}</div>{{/RULE}}
{{>PROCESS}}
{{#COPY}}<h2 class="govuk-heading-m">For CLM and Capita</h2>
<pre class="capd-copy" tabindex="0">{{#LINE}}{{TEXT}}<br>{{/LINE}}</pre>{{/COPY}}
{{>CLM}}
{{>CAPITA}}
{{>CONFIRM}}
{{>GRANT}}
{{>AGAIN}}
{{>STOP}}
{{#OPEN}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">The placement, its visits and the sheet for parents and carers</a></p>{{/OPEN}}
