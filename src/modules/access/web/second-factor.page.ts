import {
  button,
  type FormErrors,
  type Html,
  html,
  insetText,
  NO_ERRORS,
  passwordInput,
  textInput,
} from '../../../ui/index.ts';
import { passkeyForm } from './sign-in.page.ts';

function codeInput(errors: FormErrors, text: string): Html {
  return textInput({
    name: 'code',
    label: { text },
    hint: { text: 'It has 6 digits.' },
    classes: 'govuk-input--width-5',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    spellcheck: false,
    errorMessage: errors.byField.code,
  });
}

/** Asks for a code from somebody's app. */
export function renderCode(page: {
  readonly canUsePasskey: boolean;
  readonly next: string;
  readonly errors?: FormErrors;
}): Html {
  return html`<h1 class="govuk-heading-l">Enter the code from your app</h1>
<form method="post" action="/sign-in/code" novalidate>
${codeInput(page.errors ?? NO_ERRORS, 'Code from your authenticator app')}
${button({ text: 'Sign in', preventDoubleClick: true })}
</form>
${page.canUsePasskey && passkeyForm(page.next)}
<p class="govuk-body"><a class="govuk-link" href="/sign-in">Start again</a></p>`;
}

/** Asks for a passkey of somebody who has no app. */
export function renderPasskeyStep(next: string): Html {
  return html`<h1 class="govuk-heading-l">Use your passkey</h1>
<p class="govuk-body">You set up a passkey on one of your devices. Your browser will ask you to unlock it.</p>
<noscript><p class="govuk-body">A passkey needs a browser that runs scripts.</p></noscript>
${passkeyForm(next)}
<p class="govuk-body"><a class="govuk-link" href="/sign-in">Start again</a></p>`;
}

/** What setting up codes shows. */
export interface SetUpCodePage {
  /** In base 32. */
  readonly secret: string;
  /** The same, as an `otpauth:` address that an app on this device opens. */
  readonly address: string;
  /** The secret, sealed, to come back with the first code. */
  readonly setup: string;
  readonly errors?: FormErrors;
}

/** The secret in groups of four, as people copy it. */
function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}

/** How to set an app up, and the field for its first code. */
export function codeSetUp(page: SetUpCodePage): Html {
  return html`<ol class="govuk-list govuk-list--number">
<li>Open your authenticator app. Any will do.</li>
<li>Add an account by hand, and type this key: <strong class="heed-key">${grouped(page.secret)}</strong></li>
<li>On a phone you can <a class="govuk-link" href="${page.address}">open it in your app</a> instead.</li>
<li>Enter the code that the app shows.</li>
</ol>
<input type="hidden" name="setup" value="${page.setup}">
${codeInput(page.errors ?? NO_ERRORS, 'Code that the app shows')}`;
}

/** Sets up the second factor of somebody who signs in for the first time. */
export function renderSetUp(page: SetUpCodePage): Html {
  return html`<h1 class="govuk-heading-l">Set up a second way to prove who you are</h1>
${insetText({ text: 'Everybody who uses Heed needs one. What is in it could put a child in danger in the wrong hands.' })}
<form method="post" action="/sign-in/set-up" novalidate>
${codeSetUp(page)}
${button({ text: 'Sign in', preventDoubleClick: true })}
</form>`;
}

/** Takes up an invitation by choosing a password. */
export function renderInvitation(page: { readonly email: string; readonly errors?: FormErrors }): Html {
  const errors = page.errors ?? NO_ERRORS;
  return html`<h1 class="govuk-heading-l">Choose a password</h1>
<p class="govuk-body">For the account ${page.email}.</p>
<form method="post" novalidate>
<input type="hidden" name="email" value="${page.email}" autocomplete="username">
${passwordInput({
  name: 'password',
  label: { text: 'Password' },
  hint: {
    text: '12 characters or more. Three words that have nothing to do with each other are easy to remember.',
  },
  autocomplete: 'new-password',
  errorMessage: errors.byField.password,
})}
${button({ text: 'Continue', preventDoubleClick: true })}
</form>`;
}
