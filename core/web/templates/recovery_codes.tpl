<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Your recovery codes</h1>
<p class="govuk-body">Each of them works once, in place of a code from the app, when you have lost your telephone. They are shown this once: print them or write them down, and keep them away from the telephone. Codes that you had before work no more.</p>
<ul class="govuk-list">{{#CODE}}<li><code class="capd-key">{{TEXT}}</code></li>{{/CODE}}</ul>
<p class="govuk-body"><a class="govuk-button" role="button" data-module="govuk-button" href="/">I have kept them</a></p>
</div></div>
