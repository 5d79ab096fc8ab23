<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Show that it is you</h1>
<p class="govuk-body">What comes next gives much away at once. Somebody else could sit at your screen: show again who you are. It holds for 5 minutes.</p>
{{#KEPT}}<p class="govuk-body">What you typed is kept, and is sent when you go on. If you go elsewhere, it is dropped.</p>{{/KEPT}}
{{>FORM}}
</div></div>
