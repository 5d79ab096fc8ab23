<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>{{TITLE}}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <link rel="stylesheet" href="{{STYLE}}">
  <link rel="icon" href="data:,">
</head>
<body class="govuk-template__body">
  <a href="#main" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>
  <header class="capd-header">
    <div class="govuk-width-container capd-header__row">
      <a class="capd-header__name" href="/">Coventry Alternative Provision</a>
      {{#SIGNED_IN}}<span class="capd-header__who"><a href="/account">{{WHO}}</a>
        <form class="capd-header__out" method="post" action="/sign-out"><input type="hidden" name="csrf" value="{{CSRF}}"><button type="submit">Sign out</button></form></span>{{/SIGNED_IN}}
    </div>
  </header>
  {{#DEMONSTRATION}}<div class="capd-demo" role="region" aria-label="Demonstration"><div class="govuk-width-container">Demonstration: invented people only. The date here is {{NOW}}.</div></div>{{/DEMONSTRATION}}
  {{#NAVIGATION}}<nav class="capd-navigation" aria-label="Main">
    <div class="govuk-width-container"><ul>{{#LINK}}<li><a href="{{PATH}}"{{#CURRENT}} aria-current="page"{{/CURRENT}}>{{LABEL}}</a></li>{{/LINK}}</ul></div>
  </nav>{{/NAVIGATION}}
  <div class="govuk-width-container">
    {{#BACK}}<nav aria-label="Back"><a href="{{PATH}}" class="govuk-back-link">Back</a></nav>{{/BACK}}
    <main class="govuk-main-wrapper" id="main">
      {{#BANNER}}<div class="govuk-notification-banner govuk-notification-banner--success" role="alert" aria-labelledby="banner-title" data-module="govuk-notification-banner">
        <div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="banner-title">Done</h2></div>
        <div class="govuk-notification-banner__content"><p class="govuk-notification-banner__heading">{{SAYS}}</p></div>
      </div>{{/BANNER}}
      {{#ERRORS}}<div class="govuk-error-summary" data-module="govuk-error-summary" id="errors">
        <div role="alert">
          <h2 class="govuk-error-summary__title">There is a problem</h2>
          <div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">{{#ERROR}}<li>{{#LINKED}}<a href="#{{TARGET}}">{{SAYS}}</a>{{/LINKED}}{{#PLAIN}}{{SAYS}}{{/PLAIN}}</li>{{/ERROR}}</ul></div>
        </div>
      </div>{{/ERRORS}}
      {{>BODY}}
    </main>
  </div>
  <footer class="capd-footer"><div class="govuk-width-container"><p class="govuk-body-s">Coventry Alternative Provision, telephone {{TELEPHONE}}</p></div></footer>
  <script type="module" src="{{SCRIPT}}"></script>
</body>
</html>
