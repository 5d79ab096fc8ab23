<h1 class="govuk-heading-l">When sessions of {{COURSE}} begin</h1>
<p class="govuk-body">A register is due half an hour after its session begins.</p>
{{>FORM}}
