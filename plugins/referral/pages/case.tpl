{{#DRAFT}}<span class="govuk-caption-l">{{REFERENCE}}</span>
<h1 class="govuk-heading-l">{{PUPIL}}</h1>
<p class="govuk-body" id="progress">{{PROGRESS}}</p>
<ul class="govuk-task-list">{{#TASK}}
  <li class="govuk-task-list__item govuk-task-list__item--with-link"><div class="govuk-task-list__name-and-hint">{{#LINK}}<a class="govuk-link govuk-task-list__link" href="{{PATH}}">{{TITLE}}</a>{{/LINK}}{{#PLAIN}}{{TITLE}}{{/PLAIN}}</div><div class="govuk-task-list__status">{{#DONE}}{{STATE}}{{/DONE}}{{#OPEN}}<strong class="govuk-tag govuk-tag--blue">{{STATE}}</strong>{{/OPEN}}{{#CANNOT}}<span class="govuk-task-list__status--cannot-start-yet">{{STATE}}</span>{{/CANNOT}}</div></li>{{/TASK}}
</ul>
{{#CHECK}}<p class="govuk-body"><a class="govuk-button" role="button" data-module="govuk-button" href="{{PATH}}">Check your answers</a></p>{{/CHECK}}
{{#DELETE}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">Delete this draft</a></p>{{/DELETE}}{{/DRAFT}}
{{#CASE}}<span class="govuk-caption-l">{{REFERENCE}}</span>
<h1 class="govuk-heading-l">{{PUPIL}}</h1>
<p class="capd-status" id="status">{{STATUS}}</p>
<p class="govuk-body">{{PROGRAMME}}. Date of application: {{APPLIED}}.</p>
{{#HOLD}}<div class="capd-hold"><p class="govuk-body"><strong>On hold since {{SINCE}}.</strong> {{SAYS}}</p>
{{#ANSWER}}<p class="govuk-body"><a class="govuk-button" role="button" data-module="govuk-button" href="{{PATH}}">Answer this</a></p>{{/ANSWER}}{{#ANSWERED}}<p class="govuk-body">You answered on {{WHEN}}. CAP looks at it.</p>{{/ANSWERED}}{{#OTHERS}}<p class="govuk-body">Your {{WHO}} chooses.</p>{{/OTHERS}}{{#NOTHING}}<p class="govuk-body">There is nothing for you to do.</p>{{/NOTHING}}</div>{{/HOLD}}
<h2 class="govuk-heading-m">Where is my referral?</h2>
<ol class="capd-steps">{{#SIX}}{{#DONE}}<li class="capd-steps__done">{{TITLE}}: done</li>{{/DONE}}{{#NOW}}<li class="capd-steps__now" aria-current="step">{{TITLE}}: now</li>{{/NOW}}{{#LATER}}<li>{{TITLE}}</li>{{/LATER}}{{/SIX}}</ol>
<h2 class="govuk-heading-m">Safeguarding leads</h2>
<div class="capd-grid">{{#DSL}}<div class="capd-card"><h3 class="govuk-heading-s">{{TITLE}}</h3>{{#NONE}}<p class="govuk-body">Nobody is listed. Call CAP.</p>{{/NONE}}{{#PERSON}}<p class="govuk-body">{{NAME}}<br>{{PHONE}}<br>{{EMAIL}}</p>{{/PERSON}}</div>{{/DSL}}</div>
{{#SLIPS}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">Papers from safeguarding lead to safeguarding lead</a></p>{{/SLIPS}}
<h2 class="govuk-heading-m">Papers</h2>
{{#NO_PAPER}}<p class="govuk-body">None.</p>{{/NO_PAPER}}
<ul class="govuk-list">{{#PAPER}}<li><a class="govuk-link" href="{{PATH}}">{{NAME}}</a>, {{WHEN}} ({{SCAN}})</li>{{/PAPER}}</ul>
<p class="govuk-body"><a class="govuk-link" href="{{PRINT}}">Print the whole application for the pupil’s file</a></p>
<h2 class="govuk-heading-m">Has anything changed?</h2>
<p class="govuk-body">Tell CAP at once what has changed about the pupil. The reasons stay as you sent them.</p>
<ul class="govuk-list">{{#CORRECT}}<li><a class="govuk-link" href="{{PATH}}">{{TITLE}}</a></li>{{/CORRECT}}</ul>
{{#COPY}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">Refer again with the same course and reasons</a></p>{{/COPY}}
{{#WITHDRAW}}<p class="govuk-body"><a class="govuk-link" href="{{PATH}}">Withdraw this referral</a></p>{{/WITHDRAW}}
<h2 class="govuk-heading-m">What has happened</h2>
<ul class="capd-timeline">{{#STEP}}<li><span class="capd-timeline__when">{{WHEN}}, {{WHO}}</span><span class="capd-said">{{SAYS}}</span></li>{{/STEP}}</ul>{{/CASE}}
