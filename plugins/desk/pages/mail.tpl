<h1 class="govuk-heading-l">Mail</h1>
{{#SPOOL}}<div class="govuk-inset-text">No mail server is set, so nothing is sent: mails stay here in the spool. The council’s IT host sets <code>mail.server</code> in capd’s settings.</div>{{/SPOOL}}
<nav aria-label="Which mails"><ul class="govuk-list capd-views">{{#VIEW}}<li><a class="govuk-link" href="{{PATH}}"{{#CHOSEN}} aria-current="page"{{/CHOSEN}}>{{LABEL}}</a></li>{{/VIEW}}</ul></nav>
{{#NOTHING}}<p class="govuk-body">Nothing is here.</p>{{/NOTHING}}
{{#SOME}}<table class="govuk-table capd-dense">
  <caption class="govuk-visually-hidden">Mails</caption>
  <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Subject</th><th scope="col" class="govuk-table__header">To</th><th scope="col" class="govuk-table__header">About</th><th scope="col" class="govuk-table__header">Written</th><th scope="col" class="govuk-table__header">Where it is</th><th scope="col" class="govuk-table__header">Tries</th><th scope="col" class="govuk-table__header">Last answer</th></tr></thead>
  <tbody class="govuk-table__body">{{/SOME}}{{#ROW}}
    <tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{{SUBJECT}}</th><td class="govuk-table__cell" data-label="To">{{TO}}</td><td class="govuk-table__cell" data-label="About">{{REASON}}</td><td class="govuk-table__cell" data-label="Written">{{WHEN}}</td><td class="govuk-table__cell" data-label="Where it is">{{STATE}}{{#AGAIN}} <a class="govuk-link" href="{{AGAIN_PATH}}">Send it again</a>{{/AGAIN}}</td><td class="govuk-table__cell" data-label="Tries">{{TRIES}}</td><td class="govuk-table__cell" data-label="Last answer">{{SAYS}}</td></tr>{{/ROW}}{{#SOME}}
  </tbody>
</table>{{/SOME}}
{{#MORE}}<p class="govuk-body"><a class="govuk-link" href="{{NEXT_PATH}}" rel="next">Older mails</a></p>{{/MORE}}
