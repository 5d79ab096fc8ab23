<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#TILE}}<section class="capd-waiting{{#QUIET}} capd-waiting--quiet{{/QUIET}}" aria-labelledby="{{ID}}">
  <h2 class="govuk-heading-m" id="{{ID}}">{{HEADING}}</h2>
  {{#NOTHING}}<p class="govuk-body">{{TEXT}}</p>{{/NOTHING}}
  <ul class="capd-lines">{{#LINE}}<li><a class="govuk-link" href="{{PATH}}">{{TEXT}}</a>{{#DUE}}<span{{#URGENT}} class="capd-urgent"{{/URGENT}}>{{TEXT}}</span>{{/DUE}}</li>{{/LINE}}</ul>
</section>{{/TILE}}
