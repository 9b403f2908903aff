import {
  button,
  csrfField,
  type FormErrors,
  type Html,
  html,
  NO_ERRORS,
  passwordInput,
  radios,
  summaryList,
  tag,
} from '../../../ui/index.ts';
import type { Passkey } from '../domain/proof.ts';
import type { OwnSession, SessionId } from '../domain/session.ts';
import { codeSetUp, type SetUpCodePage } from './second-factor.page.ts';

/** "2 March 2026, 09:00", in London. */
export function sayMoment(at: Temporal.Instant): string {
  const local = at.toZonedDateTimeISO('Europe/London');
  const day = local.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  return `${day}, ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

const METHODS: Readonly<Record<OwnSession['method'], string>> = {
  totp: 'password and code',
  passkey: 'passkey',
  openid: 'work account',
  demo: 'demonstration',
};

function endButton(session: OwnSession, csrf: string): Html {
  return html`<form method="post" action="/account/sessions/${session.id}/end">${csrfField(csrf)}<button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" type="submit">Sign out<span class="govuk-visually-hidden"> of ${session.device}</span></button></form>`;
}

function sessionList(sessions: readonly OwnSession[], own: SessionId, csrf: string): Html {
  return html`<h2 class="govuk-heading-m">Where you are signed in</h2>
${sessions.map((session) =>
  summaryList({
    card: { title: { text: session.device, headingLevel: 3 } },
    rows: [
      { key: { text: 'How' }, value: { text: METHODS[session.method] } },
      { key: { text: 'Since' }, value: { text: sayMoment(session.createdAt) } },
      { key: { text: 'Last used' }, value: { text: sayMoment(session.seenAt) } },
      {
        key: { text: 'End it' },
        value: { text: session.id === own ? tag({ text: 'This one' }) : endButton(session, csrf) },
      },
    ],
  }),
)}`;
}

function passkeyList(passkeys: readonly Passkey[], csrf: string): Html {
  if (passkeys.length === 0) return html`<p class="govuk-body">You have no passkeys.</p>`;
  return html`<ul class="govuk-list">${passkeys.map(
    (one) =>
      html`<li><form method="post" action="/account/passkeys/remove">${csrfField(csrf)}<input type="hidden" name="credential" value="${one.credential}">${one.name}, added ${sayMoment(one.createdAt)} <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" type="submit">Remove<span class="govuk-visually-hidden"> ${one.name}</span></button></form></li>`,
  )}</ul>`;
}

function addPasskey(csrf: string): Html {
  return html`<form method="post" action="/account/passkeys" data-passkey="make" data-begin="/account/passkeys/begin" hidden>
${csrfField(csrf)}<input type="hidden" name="answer" value=""><input type="hidden" name="setup" value="">
<p class="govuk-error-message" data-passkey-problem hidden>That did not work. Try again.</p>
${button({ text: 'Add a passkey on this device', classes: 'govuk-button--secondary' })}
</form>`;
}

/** What somebody sees of their own sign-in. */
export interface OwnSignInPage {
  readonly sessions: readonly OwnSession[];
  readonly current: SessionId;
  readonly passkeys: readonly Passkey[];
  readonly hasCode: boolean;
  readonly hasPassword: boolean;
  readonly csrf: string;
  readonly errors?: FormErrors;
}

/** Where somebody is signed in, and what they prove themself with. */
export function renderOwnSignIn(page: OwnSignInPage): Html {
  const errors = page.errors ?? NO_ERRORS;
  const password = html`<h2 class="govuk-heading-m">Password</h2>
<form method="post" action="/account/password" novalidate>${csrfField(page.csrf)}
${passwordInput({ name: 'current', label: { text: 'Password now' }, errorMessage: errors.byField.current })}
${passwordInput({ name: 'password', label: { text: 'New password' }, autocomplete: 'new-password', errorMessage: errors.byField.password })}
${button({ text: 'Change password', classes: 'govuk-button--secondary' })}</form>`;
  return html`<h1 class="govuk-heading-l">Your sign-in</h1>
${sessionList(page.sessions, page.current, page.csrf)}
<h2 class="govuk-heading-m">Passkeys</h2>
${passkeyList(page.passkeys, page.csrf)}
${addPasskey(page.csrf)}
<h2 class="govuk-heading-m">Authenticator app</h2>
<p class="govuk-body">${page.hasCode ? 'You have one set up.' : 'You have none set up.'} <a class="govuk-link" href="/account/code">${page.hasCode ? 'Set up another instead' : 'Set one up'}</a></p>
${page.hasPassword && password}`;
}

/** Sets up, or replaces, the codes of somebody who is signed in. */
export function renderOwnCode(page: SetUpCodePage & { readonly csrf: string }): Html {
  return html`<h1 class="govuk-heading-l">Set up an authenticator app</h1>
<form method="post" action="/account/code" novalidate>${csrfField(page.csrf)}
${codeSetUp(page)}
${button({ text: 'Use this app from now on' })}
</form>`;
}

/** Asks which post somebody is working as. */
export function renderHats(page: {
  readonly hats: readonly { readonly post: string; readonly name: string }[];
  readonly worn: string | null;
  readonly next: string;
  readonly csrf: string;
  readonly errors?: FormErrors;
}): Html {
  if (page.hats.length === 0)
    return html`<h1 class="govuk-heading-l">You hold no post</h1><p class="govuk-body">You can sign in, but there is nothing to see until you hold a post. Ask your administrator.</p>`;
  return html`<form method="post" action="/hat" novalidate>${csrfField(page.csrf)}<input type="hidden" name="next" value="${page.next}">
${radios({
  name: 'post',
  fieldset: {
    legend: {
      text: 'Which post are you working as?',
      classes: 'govuk-fieldset__legend--l',
      isPageHeading: true,
    },
  },
  hint: { text: 'What you do is written down with this post. You still see what you owe in your others.' },
  items: page.hats.map((hat) => ({ value: hat.post, text: hat.name })),
  value: page.worn ?? undefined,
  errorMessage: page.errors?.byField.post,
})}
${button({ text: 'Continue' })}</form>`;
}
