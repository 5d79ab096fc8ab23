<span class="govuk-caption-l">{{REFERENCE}}, {{PUPIL}}</span>
<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#LEAD}}<div class="govuk-inset-text">{{TEXT}}</div>{{/LEAD}}
{{#AGE}}<div class="govuk-inset-text" id="age">{{TEXT}}</div>{{/AGE}}
{{#EMPTY_FORM}}<p class="govuk-body"><a class="govuk-link" href="/referrals/risk-assessment">An empty form for a risk assessment, to print</a></p>{{/EMPTY_FORM}}
{{#NEXT}}<p class="govuk-body"><a class="govuk-button" role="button" data-module="govuk-button" href="{{PATH}}">{{LABEL}}</a></p>{{/NEXT}}
{{#RECORD}}<dl class="govuk-summary-list">{{#ROW}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{KEY}}</dt><dd class="govuk-summary-list__value capd-said">{{#LINE}}{{TEXT}}<br>{{/LINE}}</dd></div>{{/ROW}}
</dl>
<p class="govuk-body"><a class="govuk-link" href="{{CHANGE}}">Change the pupil’s name, birthday, number or year</a></p>{{/RECORD}}
{{#FILTER}}<form method="get" action="{{PATH}}" class="capd-filter">
  <div class="govuk-form-group"><label class="govuk-label" for="programme">Show courses of</label>
    <select class="govuk-select" id="programme" name="programme"><option value="">every programme</option>{{#PROGRAMME}}<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{LABEL}}</option>{{/PROGRAMME}}</select></div>
  <div class="govuk-form-group"><label class="govuk-label" for="day">on</label>
    <select class="govuk-select" id="day" name="day"><option value="">any day</option>{{#DAY}}<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{LABEL}}</option>{{/DAY}}</select></div>
  <button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">Show these courses</button>
</form>{{/FILTER}}
{{>FORM}}
