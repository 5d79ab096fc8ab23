<span class="govuk-caption-l">{{VERSION}}</span>
<h1 class="govuk-heading-l">{{HEADING}}</h1>
{{#NOT_OPEN}}<p class="govuk-body"><strong>Nobody may apply for it yet:</strong> {{WHY}}</p>{{/NOT_OPEN}}
<ul class="govuk-list">{{#OTHER}}<li><a class="govuk-link" href="{{PATH}}">{{TITLE}}</a></li>{{/OTHER}}</ul>
<div class="capd-life-frame" role="region" aria-label="The picture" tabindex="0">
{{>PICTURE}}
</div>
<h2 class="govuk-heading-m">The same as a table</h2>
<table class="govuk-table capd-dense">
  <caption class="govuk-visually-hidden">Where a case can be, who sees it then, what moves it on, what is due and what holds it up</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Where it is</th><th scope="col" class="govuk-table__header">What moves it on</th><th scope="col" class="govuk-table__header">What can be due, and what holds it up</th></tr></thead>
  <tbody class="govuk-table__body">{{#STATE}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{{NUMBER}}. {{TITLE}}<br><span class="govuk-hint">Seen by {{SEEN}}</span>{{#PANEL}}<br><span class="govuk-hint">{{SAYS}}</span>{{/PANEL}}</th><td class="govuk-table__cell" data-label="What moves it on"><ul class="govuk-list">{{#BEGIN}}<li>It begins: {{SAYS}}{{#BY}} ({{WHO}}){{/BY}}</li>{{/BEGIN}}{{#STEP}}<li>{{SAYS}}, to {{TO}}{{#BY}} ({{WHO}}){{/BY}}</li>{{/STEP}}{{#END}}<li>The case ends here.</li>{{/END}}</ul></td><td class="govuk-table__cell" data-label="What can be due, and what holds it up"><ul class="govuk-list">{{#DUE}}<li>{{WHAT}}{{#WHEN}}: <strong>{{TIME}}</strong>{{/WHEN}}{{#BY}}, by the {{WHO}}{{/BY}} <span class="govuk-hint">{{CLAUSE}}</span>{{#PROVISIONAL}}<strong>Provisional:</strong> {{REASON}}{{/PROVISIONAL}}</li>{{/DUE}}{{#ALSO}}<li>As in {{AS_IN}}: {{WHAT}}</li>{{/ALSO}}{{#WAIT}}<li>Held until: {{SAYS}}</li>{{/WAIT}}</ul></td></tr>{{/STATE}}
  </tbody>
</table>
<h2 class="govuk-heading-m">What the policy of {{YEAR}} says of this programme alone</h2>
<dl class="govuk-summary-list capd-dense">{{#VALUE}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{NAME}}</dt><dd class="govuk-summary-list__value">{{WORDS}} <span class="govuk-hint">{{CLAUSE}}</span>{{#PROVISIONAL}}<br><strong>Provisional:</strong> {{WHY}}{{/PROVISIONAL}}</dd></div>{{/VALUE}}
</dl>
