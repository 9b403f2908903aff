/**
 * The form that is sealed in the browser. Without its script nothing can be sent from it: there is no button that could (10.23).
 * The lists of organisations and people are filled by the script, from the roster whose signatures it checked itself.
 */

import type { AssetNames } from '../../../../ui/index.ts';
import {
  button,
  fileUpload,
  type Html,
  html,
  insetText,
  publicPage,
  radios,
  warningText,
} from '../../../../ui/index.ts';
import { paragraphs } from './frame-reading.page.ts';
import { whatIsIt, whereIsIt, whoAreYou } from './questions.page.ts';
import { SEALED_EN, type SealedTexts } from './texts/en-sealed.ts';

/** What the page is drawn with. */
export interface SealedSettings {
  readonly assets: AssetNames;
  /** The public name that salts every receipt here (docs/receipts.md). */
  readonly receiptDeployment: string;
  /** Ed25519 public key, base64url, that statements of arrival are signed with. */
  readonly statementKey: string;
  /** There is a roster: without one nobody can be written to. */
  readonly open: boolean;
}

function files(t: SealedTexts): Html {
  const items = [
    { value: 'clean', text: t.clean, checked: true },
    { value: 'keep', text: t.keep },
  ];
  return html`<section><h2 class="govuk-heading-m">${t.files}${t.optional}</h2>${warningText({ text: t.filesWarning })}${fileUpload({ name: 'files', label: { text: t.filesHint }, multiple: true })}${radios({ name: 'pictures', items })}</section>`;
}

function form(settings: SealedSettings, t: SealedTexts): Html {
  const data = html` data-deployment="${settings.receiptDeployment}"`;
  return html`<form id="sealed" hidden autocomplete="off" novalidate${data}>${whereIsIt(t)}${whatIsIt(t)}${files(t)}${whoAreYou(t)}${button({ text: t.check, type: 'button', attributes: { 'data-check': true } })}<div data-readers aria-live="polite"></div></form><div id="sealed-done" hidden></div>`;
}

/** The page of the sealed form. */
export function renderSealedForm(settings: SealedSettings, t: SealedTexts = SEALED_EN): Html {
  const ways = html`<p class="govuk-body"><a class="govuk-link" href="/tell/plain">${t.plainRoute}</a></p><p class="govuk-body"><a class="govuk-link" href="/speak-up/outside">${t.otherWays}</a></p>`;
  // What is said until the script says otherwise: also where it was blocked, or did not arrive.
  const locked = html`<div id="sealed-wait">${insetText({ text: t.noScript })}${ways}</div>${form(settings, t)}`;
  const closed = html`${insetText({ text: t.notHere })}<p class="govuk-body"><a class="govuk-link" href="/speak-up/outside">${t.otherWays}</a></p>`;
  return publicPage({
    assets: settings.assets,
    title: t.title,
    lang: 'en-GB',
    dir: 'ltr',
    plain: true,
    back: '/speak-up',
    script: settings.assets.sealedJs,
    body: html`<div id="sealed-lead"><h1 class="govuk-heading-l">${t.heading}</h1>${warningText({ text: t.danger })}${paragraphs(t.lead)}</div>${settings.open ? locked : closed}`,
  });
}
