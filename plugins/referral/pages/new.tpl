<h1 class="govuk-heading-l">Refer a pupil</h1>
<p class="govuk-body">Before you begin: talk it through with the pupil and the parents or carers, have their agreement, and have the risk assessment at hand.</p>
{{>FORM}}
<p class="govuk-body"><a class="govuk-link" href="/referrals/new/pupil">Add a pupil who is not on the list</a></p>
