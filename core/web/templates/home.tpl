<h1 class="govuk-heading-l">{{HEADING}}</h1>
<div class="govuk-button-group">{{#ACTION}}<a class="govuk-button" role="button" data-module="govuk-button" href="{{PATH}}">{{LABEL}}</a>{{/ACTION}}</div>
{{#TILE}}<section class="capd-waiting{{#QUIET}} capd-waiting--quiet{{/QUIET}}" aria-labelledby="{{ID}}">
  <h2 class="govuk-heading-m" id="{{ID}}">{{HEADING}}{{#COUNT}} <span class="capd-count">{{NUMBER}}</span>{{/COUNT}}</h2>
  {{#NOTHING}}<p class="govuk-body govuk-!-margin-bottom-0">{{TEXT}}</p>{{/NOTHING}}
  <ul class="capd-lines">{{#LINE}}<li><span class="capd-lines__what"><a class="govuk-link" href="{{PATH}}">{{TEXT}}</a>{{#STATUS}}<span class="capd-lines__status">{{#WAITS}}<strong class="govuk-tag govuk-tag--yellow capd-tag">{{/WAITS}}{{TEXT}}{{#WAITS}}</strong>{{/WAITS}}</span>{{/STATUS}}</span>{{#DUE}}<span class="capd-lines__due{{#URGENT}} capd-urgent{{/URGENT}}">{{TEXT}}</span>{{/DUE}}</li>{{/LINE}}</ul>
</section>{{/TILE}}
