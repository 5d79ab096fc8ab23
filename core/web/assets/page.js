// Everything works without this file. With it, buttons answer a double click once and long texts count their letters.
import { initAll } from './govuk-frontend.min.js'

document.documentElement.classList.add('js-enabled')
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
