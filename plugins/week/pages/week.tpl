<h1 class="govuk-heading-l">{{PUPIL}}: the week</h1>
{{#NO_RULES}}<p class="govuk-body">No policy is in force for today: what stands here is not judged.</p>{{/NO_RULES}}
{{#NOTHING}}<p class="govuk-body">No placement takes a part of the week in {{YEAR}}.</p>{{/NOTHING}}
{{#FINDING}}<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span>{{SAYS}}.</strong></div>{{/FINDING}}
{{#NOW}}<h2 class="govuk-heading-m">{{SINCE}}</h2>
<table class="govuk-table capd-dense">
  <caption class="govuk-visually-hidden">Where the pupil is, morning and afternoon</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Day</th><th scope="col" class="govuk-table__header">Morning</th><th scope="col" class="govuk-table__header">Afternoon</th></tr></thead>
  <tbody class="govuk-table__body">{{/NOW}}{{#DAY}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{{NAME}}</th><td class="govuk-table__cell" data-label="Morning">{{#AWAY_AM}}<strong>{{/AWAY_AM}}{{MORNING}}{{#AWAY_AM}}</strong>{{/AWAY_AM}}</td><td class="govuk-table__cell" data-label="Afternoon">{{#AWAY_PM}}<strong>{{/AWAY_PM}}{{AFTERNOON}}{{#AWAY_PM}}</strong>{{/AWAY_PM}}</td></tr>{{/DAY}}{{#NOW}}
  </tbody>
</table>{{/NOW}}
{{#SOME}}<h2 class="govuk-heading-m">Over {{YEAR}}</h2>
<svg class="capd-week" viewBox="0 0 {{WIDTH}} {{HEIGHT}}" width="{{WIDTH}}" height="{{HEIGHT}}" role="img" aria-label="Half days at providers in each school week, as in the table below; the line is two full days">{{/SOME}}{{#BLOCK}}<rect class="{{LOOK}}" x="{{X}}" y="{{Y}}" width="{{W}}" height="{{H}}"></rect>{{/BLOCK}}{{#MONTH}}<text x="{{X}}" y="{{Y}}">{{WORDS}}</text>{{/MONTH}}{{#SOME}}<line class="capd-week__base" x1="{{LEFT}}" y1="{{BASE}}" x2="{{END}}" y2="{{BASE}}"></line><line class="capd-week__limit" x1="{{LEFT}}" y1="{{LIMIT}}" x2="{{END}}" y2="{{LIMIT}}"></line><text x="2" y="{{LIMIT_WORDS}}">2 days</text></svg>
<table class="govuk-table capd-dense">
  <caption class="govuk-visually-hidden">The week by the time for which it holds</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">When</th><th scope="col" class="govuk-table__header">Where</th><th scope="col" class="govuk-table__header">A week</th></tr></thead>
  <tbody class="govuk-table__body">{{/SOME}}{{#SPAN}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{{NUMBER}}. {{WHEN}}<br><span class="govuk-hint">{{WEEKS}}</span></th><td class="govuk-table__cell" data-label="Where">{{#PART}}{{WHAT}}<br>{{/PART}}</td><td class="govuk-table__cell" data-label="A week">{{#OVER}}<strong class="capd-urgent">{{/OVER}}{{SUM}}{{#OVER}}</strong>{{/OVER}}{{#NOT_COUNTED}}<br>{{COUNTED}} count towards the two days{{/NOT_COUNTED}}</td></tr>{{/SPAN}}{{#SOME}}
  </tbody>
</table>{{/SOME}}
{{#SHARE}}<p class="govuk-body">At providers: {{SHARE_WORDS}}.</p>{{/SHARE}}
{{#OWN}}<p class="govuk-body">The school said: {{OWN_SESSIONS}} a week at school.</p>{{/OWN}}
{{#GAP}}<p class="govuk-body"><strong class="capd-urgent">{{GAP_SESSIONS}} a week are nowhere.</strong></p>{{/GAP}}
{{#OTHER}}<p class="govuk-body">Other provision, as the school wrote: {{OTHER_WORDS}}</p>{{/OTHER}}
<dl class="govuk-summary-list capd-dense">{{#PLACE}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key"><span class="capd-key {{LOOK}}"></span> <a class="govuk-link" href="{{PATH}}">{{PLACEMENT}}</a></dt><dd class="govuk-summary-list__value">{{PROVIDER}}, {{WHEN}}<br>{{STATUS}}<br>Code that your register may show: {{CODE}}{{#THIRD}}<br>A third day is granted to {{THIRD_END}}{{/THIRD}}</dd></div>{{/PLACE}}
</dl>
