<h1 class="govuk-heading-l">Publish a policy</h1>
<p class="govuk-body">These are the years of the working folder. Publishing a year puts it into force at once for new referrals.</p>
{{#YEAR}}<section>
<h2 class="govuk-heading-m">{{NAME}}</h2>
{{#SAME}}<p class="govuk-body">This is in force. There is nothing to publish.</p>{{/SAME}}
{{#FAULTS}}<p class="govuk-body"><strong class="capd-urgent">It can’t be published.</strong> Put this right first:</p>{{/FAULTS}}
<ul class="govuk-list govuk-list--bullet">{{#FAULT}}<li>{{SAYS}}</li>{{/FAULT}}</ul>
{{#CHANGES}}<p class="govuk-body">Publishing it changes:</p>{{/CHANGES}}
{{#ONLY_TEXT}}<p class="govuk-body">Nothing that is judged. Only how the files are written is different.</p>{{/ONLY_TEXT}}
<ul class="govuk-list govuk-list--bullet">{{#CHANGE}}<li>{{SAYS}}</li>{{/CHANGE}}</ul>
{{#WARNINGS}}<p class="govuk-body">Without a worked example:</p>{{/WARNINGS}}
<ul class="govuk-list govuk-list--bullet">{{#WARNING}}<li>{{SAYS}}</li>{{/WARNING}}</ul>
</section>{{/YEAR}}
{{>FORM}}
