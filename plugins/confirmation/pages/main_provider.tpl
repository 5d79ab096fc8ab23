<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">{{PROVIDER}}: main education provider</h1>
<p class="govuk-body">The school stays the main education provider of every pupil. A provider that is not registered as a school and gives all or most of a pupil’s education must stop at once and tell CAP.</p>
<ul class="govuk-list govuk-list--bullet">
  <li>The pupil’s sessions stop until CAP has rung you.</li>
  <li>Ring the pupil’s school now, so that the pupil is expected there.</li>
  <li>Nothing ends by this page: CAP decides for each pupil, with the school.</li>
</ul>
<h2 class="govuk-heading-m">Who rings</h2>
<dl class="govuk-summary-list">{{#CONTACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{NAME}}</dt><dd class="govuk-summary-list__value">{{PHONE}}<br>{{EMAIL}}</dd></div>{{/CONTACT}}
</dl>
<ul class="govuk-list">{{#REPORT}}<li><strong>{{REFERENCE}}</strong>, {{WHEN}}, {{BY}}: {{SAYS}}</li>{{/REPORT}}</ul>
{{>NAME_FORM}}
{{>DECIDE_FORM}}
</div></div>
