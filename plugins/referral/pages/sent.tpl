<div class="govuk-panel govuk-panel--confirmation">
  <h1 class="govuk-panel__title">Referral sent</h1>
  <div class="govuk-panel__body">Your reference<br><strong>{{REFERENCE}}</strong></div>
</div>
<h2 class="govuk-heading-m">What happens next</h2>
<p class="govuk-body">{{LOOK}}</p>
{{#HOLDS}}<p class="govuk-body">It is with CAP and will wait for this:</p>{{/HOLDS}}
<ul class="govuk-list govuk-list--bullet">{{#HOLD}}<li>{{TEXT}}</li>{{/HOLD}}</ul>
<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">Where is my referral?</a></p>
<p class="govuk-body"><a class="govuk-link" href="{{PRINT}}">Print the whole application for the pupil’s file</a></p>
<h2 class="govuk-heading-m">Quality measures for your school</h2>
<p class="govuk-body">Think these through now. They are yours to do, and an inspector will ask about them.</p>
<ul class="govuk-list govuk-list--bullet">
  <li>Keep the pupil on your roll, and go on giving their core education.</li>
  <li>The pupil does not start before CAP has confirmed the start date to you.</li>
  <li>Make a safeguarding visit before the place begins, arranged with the provider, and keep the record.</li>
  <li>Go to the interview with the pupil, or see that a parent or carer does.</li>
  <li>Tell CAP at once when anything about the pupil changes, the risk assessment above all.</li>
  <li>Follow attendance every day, and visit while the placement runs.</li>
  <li>Hold the result against what you said it was for.</li>
  <li>Keep a copy of this application in the pupil’s file.</li>
</ul>
