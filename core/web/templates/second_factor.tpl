<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Set up a second factor</h1>
{{#MUST}}<p class="govuk-body">Everybody who signs in here has one. You can go on when it is set up.</p>{{/MUST}}
<ol class="govuk-list govuk-list--number">
  <li>Open an authenticator app on your telephone, such as the one that you use for your work account. Any app for codes of 6 digits will do.</li>
  <li>Add an account and choose to type the key: <br><strong class="capd-key">{{SECRET}}</strong><br>or, on the telephone itself, <a class="govuk-link" href="otpauth://totp/{{LINK}}">open the app with the key</a>.</li>
  <li>Type the code that the app shows.</li>
</ol>
{{>FORM}}
</div></div>
