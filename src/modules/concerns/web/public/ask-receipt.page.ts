import {
  button,
  details,
  errorMessage,
  errorSummary,
  type FormErrors,
  type Html,
  html,
  NO_ERRORS,
  pageTitle,
  textarea,
} from '../../../../ui/index.ts';
import { renderWriting } from './follow-concern.page.ts';
import { framePage, tokenField, type View } from './frame-page.page.ts';

/**
 * What the script of this page says, and in what form, when a receipt is mistyped: the sentences with `{place}` and the like where
 * it puts what was typed, and the markup it fills in. A template is not part of the page until then.
 */
function forScript(view: View): { readonly sentences: Html; readonly template: Html } {
  const { t, settings } = view;
  const { mistyped } = t.comeBack;
  const said = {
    deployment: settings.receiptDeployment,
    'error-title': pageTitle(t.comeBack.title, true),
    missing: t.comeBack.missing,
    'word-count': mistyped.wordCount('{found}'),
    'digit-count': mistyped.digitCount('{found}'),
    'unknown-word': mistyped.unknownWord('{place}', '{typed}'),
    near: mistyped.near('{words}'),
    words: mistyped.words,
    digits: mistyped.digits,
  };
  const sentences = Object.entries(said).map(([name, text]) => html` data-${name}="${text}"`);
  const summary = errorSummary({
    titleText: t.layout.errorTitle,
    errorList: [{ text: '', href: '#receipt' }],
    disableAutoFocus: true,
    attributes: { tabindex: -1 },
  });
  return {
    sentences: html`${sentences}`,
    template: html`<template>${summary}${errorMessage({ text: '' })}</template>`,
  };
}

/**
 * The page that asks for the receipt. `typed` comes back when it was wrong, and so does what they had written to us
 * with it (`words`), which goes on to the page after this one. With a script, the receipt is read in the page and only its token
 * is sent (docs/decisions/1041).
 */
export function renderReturn(view: View, typed = '', errors: FormErrors = NO_ERRORS, words = ''): Html {
  const { comeBack } = view.t;
  const box = textarea({
    name: 'receipt',
    label: { text: comeBack.label },
    hint: { text: comeBack.hint },
    errorMessage: errors.byField.receipt,
    value: typed,
    rows: 3,
    autocomplete: 'off',
    spellcheck: false,
    attributes: { autocapitalize: 'none', translate: 'no' },
  });
  const { sentences, template } = forScript(view);
  const written = words !== '' && renderWriting(view, { typed: { message: words } });
  return framePage(view, {
    title: comeBack.title,
    back: '/',
    errors: errors.summary,
    script: view.settings.assets.receiptJs,
    body: html`<h1 class="govuk-heading-l">${comeBack.heading}</h1><form method="post" action="/return" novalidate data-shaped data-receipt${sentences}>${tokenField(view)}${box}${written}${button({ text: comeBack.button })}${template}</form>${details({ summaryText: comeBack.lostSummary, text: comeBack.lost })}`,
  });
}
