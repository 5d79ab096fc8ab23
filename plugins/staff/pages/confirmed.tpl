<h1 class="govuk-heading-l">Staff checks of providers</h1>
<p class="govuk-body">CAP looks at the DBS check of everybody who works at a provider and confirms the list. For an inspection, print this page. It holds no person’s detail; nobody outside CAP and the provider sees more.</p>
{{#NONE}}<p class="govuk-body">No provider is here yet.</p>{{/NONE}}
{{#SOME}}<dl class="govuk-summary-list">{{/SOME}}{{#PROVIDER}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{NAME}}</dt><dd class="govuk-summary-list__value">{{SAYS}}</dd></div>{{/PROVIDER}}{{#SOME}}
</dl>{{/SOME}}
