<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">{{WHO}}: not done yet</h1>
<ul class="govuk-list govuk-list--bullet">{{#DUTY}}<li>{{SAYS}}: {{WHEN}} <span class="govuk-hint">{{CLAUSE}}</span></li>{{/DUTY}}</ul>
<h2 class="govuk-heading-m">Whom to ring</h2>
<p class="govuk-body">{{PHONE}}</p>
<dl class="govuk-summary-list">{{#CONTACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{NAME}}</dt><dd class="govuk-summary-list__value">{{PHONE}}<br>{{EMAIL}}</dd></div>{{/CONTACT}}
</dl>
<ul class="govuk-list">{{#EVENT}}<li>{{WORDS}}</li>{{/EVENT}}</ul>
{{>REMIND_FORM}}
{{>CALL_FORM}}
</div></div>
