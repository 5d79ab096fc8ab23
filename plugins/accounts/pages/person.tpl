<h1 class="govuk-heading-l">{{NAME}}</h1>
<dl class="govuk-summary-list">
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Email</dt><dd class="govuk-summary-list__value">{{EMAIL}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Telephone</dt><dd class="govuk-summary-list__value">{{PHONE}}</dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Sign-in</dt><dd class="govuk-summary-list__value">{{STATE}}</dd></div>{{#SECOND_FACTOR}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Second factor</dt><dd class="govuk-summary-list__value">{{WHEN}}</dd></div>{{/SECOND_FACTOR}}
</dl>
<h2 class="govuk-heading-m">Roles</h2>
{{#NO_ROLE}}<p class="govuk-body">None.</p>{{/NO_ROLE}}
<ul class="govuk-list">{{#ROLE}}<li>{{ROLE_SAYS}}, {{WHERE}}, {{SINCE}}</li>{{/ROLE}}</ul>
{{#WHY_NOT}}<p class="govuk-body">{{SAYS}}</p>{{/WHY_NOT}}
{{#CHANGE}}<ul class="govuk-list">
  <li><a class="govuk-link" href="{{PATH}}/add-role">Add a role</a></li>
  {{#SEVERAL}}<li><a class="govuk-link" href="{{PATH}}/end-role">End a role</a></li>{{/SEVERAL}}
  <li><a class="govuk-link" href="{{PATH}}/new-link">Send a new link to choose a password</a></li>
  {{#HAS_FACTOR}}<li><a class="govuk-link" href="{{PATH}}/reset-second-factor">Take their second factor away</a></li>{{/HAS_FACTOR}}
  <li><a class="govuk-link" href="{{PATH}}/leaver">This person has left</a></li>
</ul>{{/CHANGE}}
