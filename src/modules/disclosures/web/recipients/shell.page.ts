/**
 * The page in which everything of those who receive disclosures happens: what is read is opened in the browser, so that the server
 * has only this frame to give. Leaving the page forgets the keys.
 */
import {
  type Content,
  type Html,
  html,
  pageTitle,
  renderDocument,
  SERVICE,
  skipLink,
} from '../../../../ui/index.ts';
import type { RecipientsWeb } from './recipients-web.routes.ts';

/** `view`: what the script begins with. */
export function renderRecipientsPage(
  { assets, areaName }: RecipientsWeb,
  view: 'sign-in' | 'enrol',
  heading: Content,
): Html {
  const body = html`${skipLink({ href: '#main-content', text: 'Skip to main content' })}
<header class="heed-header heed-header--staff"><div class="govuk-width-container heed-header__row"><a class="heed-header__name" href="/recipients">${SERVICE}</a><div class="heed-who" id="heed-recipient-who"></div></div></header>
<div class="govuk-width-container">
<main class="govuk-main-wrapper" id="main-content">
<div id="heed-recipient" data-view="${view}" data-area="${areaName}">
<h1 class="govuk-heading-l">${heading}</h1>
<noscript><p class="govuk-body">This page needs JavaScript: what was disclosed is opened in your browser, and nowhere else. Switch it on for this site, or use another browser.</p></noscript>
</div>
</main>
</div>
<footer class="heed-footer"><div class="govuk-width-container"><p class="govuk-body-s">Your keys are only in this page while it is open. Nobody who runs Heed can read what is disclosed to you, or do this for you.</p></div></footer>`;
  return renderDocument({
    title: pageTitle(view === 'enrol' ? 'Make your keys' : 'Sealed disclosures'),
    lang: 'en-GB',
    dir: 'ltr',
    css: assets.staffCss,
    js: [assets.recipientJs],
    icon: assets.icon,
    bodyClasses: 'heed-staff heed-recipient',
    body,
  });
}
