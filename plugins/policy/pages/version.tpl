<span class="govuk-caption-l">Version {{VERSION}}</span>
<h1 class="govuk-heading-l">{{HEADING}}</h1>
<p class="govuk-body">{{STATE}}</p>
<p class="govuk-body"><a class="govuk-link" href="{{LETTERS_PATH}}">The letters of this version</a></p>
{{#SHARED}}<section aria-labelledby="shared">
<h2 class="govuk-heading-m" id="shared">Every programme</h2>
<dl class="govuk-summary-list">{{#VALUE}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{NAME}}</dt><dd class="govuk-summary-list__value">{{WORDS}} <span class="govuk-hint">{{CLAUSE}}</span>{{#PROVISIONAL}}<br><strong>Provisional:</strong> {{WHY}}{{/PROVISIONAL}}</dd></div>{{/VALUE}}
</dl>
<h3 class="govuk-heading-s">Rules</h3>
<ul class="govuk-list govuk-list--spaced">{{#RULE}}<li><strong>{{SAYS}}.</strong> <span class="govuk-hint">{{CLAUSE}}</span><br>Judged as: {{READS}}.<br>{{EFFECT}}: “{{ASK}}”</li>{{/RULE}}</ul>
{{#QUESTIONS}}<h3 class="govuk-heading-s">Questions that people weigh</h3>{{/QUESTIONS}}
<ul class="govuk-list govuk-list--bullet">{{#QUESTION}}<li>{{SAYS}} <span class="govuk-hint">{{CLAUSE}}</span></li>{{/QUESTION}}</ul>
</section>{{/SHARED}}
{{#PROGRAMME}}<section>
<h2 class="govuk-heading-m">{{TITLE}}</h2>
{{#DORMANT}}<p class="govuk-body">Not in use: nobody can apply for this programme yet.</p>{{/DORMANT}}
{{#LIFE}}<p class="govuk-body"><a class="govuk-link" href="{{LIFE_PATH}}">The life of a case in {{LIFE_OF}}, as a picture</a></p>{{/LIFE}}
<dl class="govuk-summary-list">{{#VALUE}}
  <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{{NAME}}</dt><dd class="govuk-summary-list__value">{{WORDS}} <span class="govuk-hint">{{CLAUSE}}</span>{{#PROVISIONAL}}<br><strong>Provisional:</strong> {{WHY}}{{/PROVISIONAL}}</dd></div>{{/VALUE}}
</dl>
<h3 class="govuk-heading-s">Rules</h3>
<ul class="govuk-list govuk-list--spaced">{{#RULE}}<li><strong>{{SAYS}}.</strong> <span class="govuk-hint">{{CLAUSE}}</span><br>Judged as: {{READS}}.<br>{{EFFECT}}: “{{ASK}}”</li>{{/RULE}}</ul>
{{#QUESTIONS}}<h3 class="govuk-heading-s">Questions that people weigh</h3>{{/QUESTIONS}}
<ul class="govuk-list govuk-list--bullet">{{#QUESTION}}<li>{{SAYS}} <span class="govuk-hint">{{CLAUSE}}</span></li>{{/QUESTION}}</ul>
</section>{{/PROGRAMME}}
<h2 class="govuk-heading-m">Half terms</h2>
{{#DAYS_PROVISIONAL}}<p class="govuk-body"><strong>Provisional:</strong> the usual pattern of the area, until CAP confirms the dates.</p>{{/DAYS_PROVISIONAL}}
<ul class="govuk-list">{{#TERM}}<li>{{TERM_WORDS}}</li>{{/TERM}}</ul>
