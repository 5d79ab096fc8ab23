<h1 class="govuk-heading-l">What changed</h1>
<p class="govuk-body">From <a class="govuk-link" href="{{BEFORE_PATH}}">{{BEFORE}}</a> to <a class="govuk-link" href="{{AFTER_PATH}}">{{AFTER}}</a>.</p>
{{#NOTHING}}<p class="govuk-body">Nothing that is judged is different.</p>{{/NOTHING}}
<ul class="govuk-list govuk-list--bullet">{{#CHANGE}}<li>{{SAYS}}</li>{{/CHANGE}}</ul>
