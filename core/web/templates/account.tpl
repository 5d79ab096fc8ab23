<h1 class="govuk-heading-l">Your account</h1>
<dl class="govuk-summary-list">
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Name</dt><dd class="govuk-summary-list__value">{{NAME}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Email address</dt><dd class="govuk-summary-list__value">{{EMAIL}}</dd></div>
</dl>
<h2 class="govuk-heading-m">Second factor</h2>
{{#NOT_SET}}<p class="govuk-body">You sign in with your password alone. With a code from an app on your telephone, nobody else can sign in as you, even if they find your password.</p>
<p class="govuk-body"><a class="govuk-button" role="button" data-module="govuk-button" href="/account/second-factor">Set up a second factor</a></p>{{/NOT_SET}}
{{#SET}}<dl class="govuk-summary-list">
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Set up</dt><dd class="govuk-summary-list__value">{{SINCE}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Recovery codes left</dt><dd class="govuk-summary-list__value">{{LEFT}}</dd></div>
</dl>
<p class="govuk-body"><a class="govuk-link" href="/account/second-factor">Set up another app or telephone in its place</a></p>{{/SET}}
{{>FORM}}
