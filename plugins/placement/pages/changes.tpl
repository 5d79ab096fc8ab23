<h1 class="govuk-heading-l">Changes to {{REFERENCE}}</h1>
{{#NOTE}}<div class="govuk-inset-text">{{SAYS}}</div>{{/NOTE}}
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{VALUE}}</dd></div>{{/FACT}}
</dl>
{{#HAS_CASCADE}}<h2 class="govuk-heading-m">What follows</h2>{{/HAS_CASCADE}}
<ul class="govuk-list govuk-list--bullet">{{#CASCADE}}
  <li>{{SAYS}}</li>{{/CASCADE}}
</ul>
{{#COPY}}<h2 class="govuk-heading-m">For CLM and Capita</h2>
<pre class="capd-copy" tabindex="0">{{#LINE}}{{TEXT}}<br>{{/LINE}}</pre>{{/COPY}}
{{>AGREE}}
{{>SEND}}
{{>NON_STARTER}}
{{>DO_CHANGE}}
{{>DO}}
{{>MEETING}}
{{>RESUME}}
{{>LIFT}}
{{>FEE}}
{{#HAS_LINK}}<h2 class="govuk-heading-m">What you can do</h2>{{/HAS_LINK}}
<ul class="govuk-list">{{#LINK}}
  <li><a class="govuk-link" href="{{PATH}}">{{SAYS}}</a></li>{{/LINK}}
</ul>
{{>DROP}}
{{>TAKE_BACK}}
{{#FORM_DONE}}<h2 class="govuk-heading-m">Form of a withdrawal</h2>
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{VALUE}}</dd></div>{{/FACT}}
</dl>{{/FORM_DONE}}
{{#HAS_PAST}}<h2 class="govuk-heading-m">Before</h2>{{/HAS_PAST}}
<ul class="govuk-list govuk-list--bullet">{{#PAST}}
  <li class="capd-said">{{SAYS}}</li>{{/PAST}}
</ul>
