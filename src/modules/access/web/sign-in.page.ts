import {
  button,
  type FormErrors,
  type Html,
  html,
  NO_ERRORS,
  passwordInput,
  textInput,
} from '../../../ui/index.ts';

/** Which ways of signing in there are here. */
export interface SignInWays {
  readonly local: boolean;
  readonly openId: boolean;
  readonly demo: boolean;
}

/** What the sign-in page shows. */
export interface SignInPage {
  readonly ways: SignInWays;
  /** Where to go afterwards: a path of ours. */
  readonly next: string;
  readonly email?: string;
  readonly errors?: FormErrors;
}

function withProvider(page: SignInPage): Html {
  const href = `/sign-in/openid?next=${encodeURIComponent(page.next)}`;
  return html`<p class="govuk-body">Use the account you have at your organisation.</p>
${button({ text: 'Sign in with your work account', href })}`;
}

function withPassword({ next, email, errors = NO_ERRORS }: SignInPage): Html {
  return html`<form method="post" action="/sign-in" novalidate>
<input type="hidden" name="next" value="${next}">
${textInput({
  name: 'email',
  label: { text: 'Email address' },
  type: 'email',
  autocomplete: 'username',
  spellcheck: false,
  value: email,
  errorMessage: errors.byField.email,
})}
${passwordInput({ name: 'password', label: { text: 'Password' }, errorMessage: errors.byField.password })}
${button({ text: 'Continue', preventDoubleClick: true })}
</form>
${passkeyForm(next)}`;
}

/** The button that signs in with a passkey. It needs a script, which shows it where the browser can do it. */
export function passkeyForm(next: string): Html {
  return html`<form method="post" action="/sign-in/passkey" data-passkey="use" data-begin="/sign-in/passkey/begin" hidden>
<input type="hidden" name="next" value="${next}">
<input type="hidden" name="answer" value="">
<p class="govuk-error-message" data-passkey-problem hidden>That did not work. Try again, or sign in another way.</p>
${button({ text: 'Sign in with a passkey', classes: 'govuk-button--secondary' })}
</form>`;
}

/** The page to sign in on. */
export function renderSignIn(page: SignInPage): Html {
  const demo = html`<p class="govuk-body">This is a demonstration. <a class="govuk-link" href="/sign-in/demo?next=${encodeURIComponent(page.next)}">Sign in as somebody in it</a>.</p>`;
  return html`<h1 class="govuk-heading-l">Sign in</h1>
${page.ways.demo && demo}
${page.ways.openId && withProvider(page)}
${page.ways.local && withPassword(page)}
<p class="govuk-body">Worried about a child? <a class="govuk-link" href="/">You don’t need to sign in to tell us</a>.</p>`;
}
