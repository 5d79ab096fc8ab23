<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#LATER}}<div class="govuk-inset-text">{{SAYS}}</div>{{/LATER}}
<form method="get" action="/directory" class="capd-filter">
  <div class="govuk-form-group"><label class="govuk-label" for="words">Words in the course, provider or place</label><input class="govuk-input govuk-!-width-one-half" id="words" name="words" type="search" value="{{WORDS}}"></div>
  <div class="govuk-form-group"><label class="govuk-label" for="programme">Programme</label><select class="govuk-select" id="programme" name="programme">{{#PROGRAMME}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/PROGRAMME}}</select></div>
  <div class="govuk-form-group"><label class="govuk-label" for="day">Day</label><select class="govuk-select" id="day" name="day">{{#DAY}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/DAY}}</select></div>
  <div class="govuk-form-group"><div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="places" name="places" type="checkbox" value="yes"{{#WITH_PLACES}} checked{{/WITH_PLACES}}><label class="govuk-label govuk-checkboxes__label" for="places">Only with places left</label></div></div></div>
  <button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">Show courses</button>
</form>
<p class="govuk-body">{{COUNT}}</p>
{{#NOTHING}}<p class="govuk-body">No course fits. Take a word or the day away, or call CAP: there should be something for every pupil.</p>{{/NOTHING}}
<table class="govuk-table">
  <caption class="govuk-visually-hidden">{{HEADING}}</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Course</th><th scope="col" class="govuk-table__header">Provider</th><th scope="col" class="govuk-table__header">Programme</th><th scope="col" class="govuk-table__header">Days</th><th scope="col" class="govuk-table__header">Places</th></tr></thead>
  <tbody class="govuk-table__body">{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link" href="{{PATH}}">{{TITLE}}</a></th><td class="govuk-table__cell" data-label="Provider">{{PROVIDER}}</td><td class="govuk-table__cell" data-label="Programme">{{PROGRAMME}}</td><td class="govuk-table__cell" data-label="Days">{{DAYS}}</td><td class="govuk-table__cell" data-label="Places">{{#FULL}}<strong>{{/FULL}}{{PLACES}}{{#FULL}}</strong>{{/FULL}}</td></tr>{{/ROW}}
  </tbody>
</table>
