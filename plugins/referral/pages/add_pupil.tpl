<h1 class="govuk-heading-l">Add a pupil</h1>
<p class="govuk-body">Only your school, CAP and the provider you choose will see them.</p>
{{>FORM}}
