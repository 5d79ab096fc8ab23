<h1 class="govuk-heading-l">Your staff</h1>
<ul class="govuk-list">{{#PROVIDER}}<li><a class="govuk-link" href="{{PATH}}">{{NAME}}</a></li>{{/PROVIDER}}</ul>
