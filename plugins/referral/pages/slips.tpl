<h1 class="govuk-heading-l">Safeguarding papers</h1>
<p class="govuk-body">Only safeguarding leads see this page. In danger, call 999; a concern goes to MASH and CPOMS, not here.</p>
{{#NONE}}<p class="govuk-body">There is none.</p>{{/NONE}}
<ul class="govuk-list">{{#LINE}}<li><a class="govuk-link" href="{{PATH}}">{{REFERENCE}}</a>, {{SCHOOL}}: {{UNREAD}}</li>{{/LINE}}</ul>
