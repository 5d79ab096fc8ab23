<div class="govuk-inset-text">The form that stands here is missing just now. Nothing is lost. To get it done, call CAP on {{TELEPHONE}}.</div>
