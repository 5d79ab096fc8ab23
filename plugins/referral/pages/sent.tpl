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
<ul class="govuk-list govuk-list--bullet">{{#MEASURE}}<li>{{TEXT}}</li>{{/MEASURE}}</ul>
<p class="govuk-body"><a class="govuk-link" href="{{MEASURES}}">Print the quality measures for the pupil’s file</a></p>
