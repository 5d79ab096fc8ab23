<h1 class="govuk-heading-l">Risk assessment</h1>
<p class="govuk-body">Every pupil needs one, even where there is no or little risk. Your school’s own form will do if it holds all of this.</p>
<dl class="govuk-summary-list">
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Pupil, school year</dt><dd class="govuk-summary-list__value"></dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Completed on, by whom</dt><dd class="govuk-summary-list__value"></dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Last reviewed on, what changed</dt><dd class="govuk-summary-list__value"></dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Risks to the pupil, and what is done about each</dt><dd class="govuk-summary-list__value"></dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Risks that the pupil may be to others, and what is done about each</dt><dd class="govuk-summary-list__value"></dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">The place where the course is taught: tools, heights, roads, people</dt><dd class="govuk-summary-list__value"></dd></div>
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Who was told of it</dt><dd class="govuk-summary-list__value"></dd></div>
</dl>
