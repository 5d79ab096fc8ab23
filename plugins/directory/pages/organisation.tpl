<h1 class="govuk-heading-l">{{HEADING}}</h1>
<dl class="govuk-summary-list">{{#FACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value">{{VALUE}}</dd></div>{{/FACT}}
</dl>
{{#KEEP}}<p class="govuk-body"><a class="govuk-link" href="{{CHANGE_PATH}}">Change this</a></p>{{/KEEP}}
<h2 class="govuk-heading-m">Contacts</h2>
{{#NO_CONTACT}}<p class="govuk-body">Nobody is listed yet.</p>{{/NO_CONTACT}}
<dl class="govuk-summary-list">{{#CONTACT}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{ROLE}}</dt><dd class="govuk-summary-list__value">{{NAME}}<br>{{PHONE}}<br>{{EMAIL}}</dd></div>{{/CONTACT}}
</dl>
{{#KEEP}}<p class="govuk-body"><a class="govuk-link" href="{{CONTACT_PATH}}">Add a contact</a></p>{{/KEEP}}
{{#COURSES}}<h2 class="govuk-heading-m">Courses</h2>
{{#NO_COURSE}}<p class="govuk-body">No course is listed yet.</p>{{/NO_COURSE}}
<ul class="govuk-list">{{#COURSE}}<li><a class="govuk-link" href="{{PATH}}">{{TITLE}}</a>: {{PLACES}}</li>{{/COURSE}}</ul>
{{#ADD_COURSE}}<p class="govuk-body"><a class="govuk-button" role="button" data-module="govuk-button" href="{{PATH}}">Add a course</a></p>{{/ADD_COURSE}}{{/COURSES}}
