<form method="post" action="{{ACTION}}" novalidate{{#UPLOADS}} enctype="multipart/form-data"{{/UPLOADS}}>
  <input type="hidden" name="csrf" value="{{CSRF}}">
  <input type="hidden" name="token" value="{{TOKEN}}">
  <input type="hidden" name="page" value="{{PAGE}}">
  {{#LEGEND}}<h2 class="govuk-heading-m">{{TEXT}}</h2>{{/LEGEND}}
  {{#FIELD}}
  {{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}
  {{#TEXT}}<div class="govuk-form-group{{#HAS_ERROR}} govuk-form-group--error{{/HAS_ERROR}}">
    <label class="govuk-label govuk-label--s" for="{{ID}}">{{LABEL}}</label>
    {{#HINT}}<div id="{{ID}}-hint" class="govuk-hint">{{SAYS}}</div>{{/HINT}}
    {{#ERROR}}<p id="{{ID}}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {{SAYS}}</p>{{/ERROR}}
    {{#WITH_UNIT}}<div class="govuk-input__wrapper">{{/WITH_UNIT}}<input class="govuk-input {{WIDTH}}{{#HAS_ERROR}} govuk-input--error{{/HAS_ERROR}}" id="{{ID}}" name="{{NAME}}" type="{{TYPE}}" value="{{VALUE}}"{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}{{#AUTOCOMPLETE}} autocomplete="{{WORD}}"{{/AUTOCOMPLETE}}{{#NUMERIC}} inputmode="numeric"{{/NUMERIC}}>{{#UNIT}}<div class="govuk-input__suffix" aria-hidden="true">{{SAYS}}</div></div>{{/UNIT}}
  </div>{{/TEXT}}
  {{#AREA}}<div class="govuk-form-group govuk-character-count{{#HAS_ERROR}} govuk-form-group--error{{/HAS_ERROR}}" data-module="govuk-character-count" data-maxlength="{{MOST}}">
    <label class="govuk-label govuk-label--s" for="{{ID}}">{{LABEL}}</label>
    {{#HINT}}<div id="{{ID}}-hint" class="govuk-hint">{{SAYS}}</div>{{/HINT}}
    {{#ERROR}}<p id="{{ID}}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {{SAYS}}</p>{{/ERROR}}
    <textarea class="govuk-textarea govuk-js-character-count{{#HAS_ERROR}} govuk-textarea--error{{/HAS_ERROR}}" id="{{ID}}" name="{{NAME}}" rows="5"{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}>
{{VALUE}}</textarea>
    <div id="{{ID}}-info" class="govuk-hint govuk-character-count__message">You can enter up to {{MOST}} characters</div>
  </div>{{/AREA}}
  {{#DATE}}<div class="govuk-form-group{{#HAS_ERROR}} govuk-form-group--error{{/HAS_ERROR}}">
    <fieldset class="govuk-fieldset" role="group"{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{{LABEL}}</legend>
      <div id="{{ID}}-hint" class="govuk-hint">{{HINT_TEXT}}</div>
      {{#ERROR}}<p id="{{ID}}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {{SAYS}}</p>{{/ERROR}}
      <div class="govuk-date-input">
        <div class="govuk-date-input__item"><div class="govuk-form-group"><label class="govuk-label govuk-date-input__label" for="{{ID}}">Day</label><input class="govuk-input govuk-date-input__input govuk-input--width-2{{#HAS_ERROR}} govuk-input--error{{/HAS_ERROR}}" id="{{ID}}" name="{{NAME}}-day" type="text" inputmode="numeric" value="{{DAY}}"></div></div>
        <div class="govuk-date-input__item"><div class="govuk-form-group"><label class="govuk-label govuk-date-input__label" for="{{ID}}-month">Month</label><input class="govuk-input govuk-date-input__input govuk-input--width-2{{#HAS_ERROR}} govuk-input--error{{/HAS_ERROR}}" id="{{ID}}-month" name="{{NAME}}-month" type="text" inputmode="numeric" value="{{MONTH}}"></div></div>
        <div class="govuk-date-input__item"><div class="govuk-form-group"><label class="govuk-label govuk-date-input__label" for="{{ID}}-year">Year</label><input class="govuk-input govuk-date-input__input govuk-input--width-4{{#HAS_ERROR}} govuk-input--error{{/HAS_ERROR}}" id="{{ID}}-year" name="{{NAME}}-year" type="text" inputmode="numeric" value="{{YEAR}}"></div></div>
      </div>
    </fieldset>
  </div>{{/DATE}}
  {{#CHOICE}}<div class="govuk-form-group{{#HAS_ERROR}} govuk-form-group--error{{/HAS_ERROR}}">
    <fieldset class="govuk-fieldset"{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{{LABEL}}</legend>
      {{#HINT}}<div id="{{ID}}-hint" class="govuk-hint">{{SAYS}}</div>{{/HINT}}
      {{#ERROR}}<p id="{{ID}}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {{SAYS}}</p>{{/ERROR}}
      <div class="{{GROUP_CLASS}}">{{#OPTION}}
        <div class="{{ITEM_CLASS}}__item"><input class="{{ITEM_CLASS}}__input" id="{{OPTION_ID}}" name="{{NAME}}" type="{{TYPE}}" value="{{VALUE}}"{{#CHECKED}} checked{{/CHECKED}}{{#OPTION_HINT}} aria-describedby="{{OPTION_ID}}-item-hint"{{/OPTION_HINT}}><label class="govuk-label {{ITEM_CLASS}}__label" for="{{OPTION_ID}}">{{LABEL}}</label>{{#OPTION_HINT}}<div id="{{OPTION_ID}}-item-hint" class="govuk-hint {{ITEM_CLASS}}__hint">{{SAYS}}</div>{{/OPTION_HINT}}</div>{{/OPTION}}
      </div>
    </fieldset>
  </div>{{/CHOICE}}
  {{#SELECT}}<div class="govuk-form-group{{#HAS_ERROR}} govuk-form-group--error{{/HAS_ERROR}}">
    <label class="govuk-label govuk-label--s" for="{{ID}}">{{LABEL}}</label>
    {{#HINT}}<div id="{{ID}}-hint" class="govuk-hint">{{SAYS}}</div>{{/HINT}}
    {{#ERROR}}<p id="{{ID}}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {{SAYS}}</p>{{/ERROR}}
    <select class="govuk-select{{#HAS_ERROR}} govuk-select--error{{/HAS_ERROR}}" id="{{ID}}" name="{{NAME}}"{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}>{{#OPTION}}<option value="{{VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{LABEL}}</option>{{/OPTION}}</select>
  </div>{{/SELECT}}
  {{#UPLOAD}}<div class="govuk-form-group{{#HAS_ERROR}} govuk-form-group--error{{/HAS_ERROR}}">
    <label class="govuk-label govuk-label--s" for="{{ID}}">{{LABEL}}</label>
    {{#HINT}}<div id="{{ID}}-hint" class="govuk-hint">{{SAYS}}</div>{{/HINT}}
    {{#ERROR}}<p id="{{ID}}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {{SAYS}}</p>{{/ERROR}}
    {{#KEPT}}<p class="govuk-body">Stored: {{FILE_NAME}} ({{SCAN}}). Choose another file only to replace it.</p><input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/KEPT}}
    <input class="govuk-file-upload{{#HAS_ERROR}} govuk-file-upload--error{{/HAS_ERROR}}" id="{{ID}}" name="{{NAME}}" type="file"{{#DESCRIBED}} aria-describedby="{{BY}}"{{/DESCRIBED}}>
  </div>{{/UPLOAD}}
  {{/FIELD}}
  <div class="govuk-button-group">
    <button type="submit" class="govuk-button{{#WARNING}} govuk-button--warning{{/WARNING}}{{#QUIET}} govuk-button--secondary{{/QUIET}}" data-module="govuk-button" data-prevent-double-click="true">{{BUTTON}}</button>
    {{#SECOND}}<button type="submit" name="then" value="second" class="govuk-button govuk-button--secondary" data-module="govuk-button">{{LABEL}}</button>{{/SECOND}}
  </div>
</form>
