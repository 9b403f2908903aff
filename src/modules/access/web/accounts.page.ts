import {
  button,
  checkboxes,
  csrfField,
  details,
  type FormErrors,
  type Html,
  html,
  insetText,
  NO_ERRORS,
  notificationBanner,
  select,
  summaryList,
  tag,
  textarea,
  textInput,
} from '../../../ui/index.ts';
import { API_SCOPES, type ApiClient } from '../domain/api-client.ts';
import type { Account, Agency } from '../domain/organisation.ts';

/** What the page of accounts shows. */
export interface AccountsPage {
  readonly accounts: readonly Account[];
  readonly agencies: readonly Agency[];
  readonly csrf: string;
  /** Shown once: the address at which somebody new chooses their password. */
  readonly invitation?: { readonly name: string; readonly address: string } | undefined;
  readonly typed?:
    | { readonly name: string; readonly email: string; readonly phone: string; readonly agency: string }
    | undefined;
  /** Why an account should have been stopped, where that was refused. */
  readonly stopping?: { readonly account: string; readonly reason: string } | undefined;
  readonly errors?: FormErrors | undefined;
}

function accountCard(account: Account, page: AccountsPage): Html {
  const { agencies, csrf, errors = NO_ERRORS } = page;
  const id = `stop-${account.id}`;
  const stopping = page.stopping?.account === account.id ? page.stopping : undefined;
  const agency = agencies.find((one) => one.id === account.agency)?.name ?? '';
  const acts = html`<form method="post" action="/area/accounts/${account.id}/invite">${csrfField(csrf)}${button({ text: 'Make an invitation', classes: 'govuk-button--secondary' })}</form>
${details({
  summaryText: 'Stop this account',
  open: stopping !== undefined,
  text: html`<form method="post" action="/area/accounts/${account.id}/stop" novalidate>${csrfField(csrf)}${textarea({ id, name: 'reason', label: { text: 'Why' }, rows: 2, value: stopping?.reason, errorMessage: errors.byField[id] })}${button({ text: 'Stop it now', classes: 'govuk-button--warning' })}</form>`,
})}`;
  return summaryList({
    card: { title: { text: account.name, headingLevel: 2 } },
    rows: [
      { key: { text: 'Email' }, value: { text: account.email } },
      { key: { text: 'Works for' }, value: { text: agency } },
      {
        key: { text: 'Sign-in' },
        value: { text: account.disabled ? tag({ text: 'Stopped', classes: 'govuk-tag--grey' }) : acts },
      },
    ],
  });
}

/** Everybody who may sign in; adding somebody, and stopping somebody at once. */
export function renderAccounts(page: AccountsPage): Html {
  const errors = page.errors ?? NO_ERRORS;
  const { invitation, typed } = page;
  const banner =
    invitation &&
    notificationBanner({
      type: 'success',
      text: html`<p class="govuk-body">Give ${invitation.name} this address yourself. It works once, for 48 hours, and is not shown again.</p><p class="govuk-body heed-key">${invitation.address}</p>`,
    });
  return html`${banner}<h1 class="govuk-heading-l">Accounts</h1>
${insetText({ text: 'An account opens nothing by itself. Only a post does, and that is confirmed by the scrutineer.' })}
<h2 class="govuk-heading-m">Add somebody</h2>
<form method="post" action="/area/accounts" novalidate>${csrfField(page.csrf)}
${textInput({ name: 'name', label: { text: 'Full name' }, value: typed?.name, autocomplete: 'off', errorMessage: errors.byField.name })}
${textInput({ name: 'email', type: 'email', label: { text: 'Work email' }, value: typed?.email, autocomplete: 'off', spellcheck: false, errorMessage: errors.byField.email })}
${textInput({ name: 'phone', type: 'tel', label: { text: 'Work telephone (optional)' }, value: typed?.phone, autocomplete: 'off', errorMessage: errors.byField.phone })}
${select({ name: 'agency', label: { text: 'Who they work for' }, items: page.agencies.map((one) => ({ value: one.id, text: one.name })), value: typed?.agency, errorMessage: errors.byField.agency })}
${button({ text: 'Add' })}</form>
${page.accounts.map((account) => accountCard(account, page))}`;
}

/** What the page of agencies' systems shows. */
export interface SystemsPage {
  readonly clients: readonly ApiClient[];
  readonly agencies: readonly Agency[];
  readonly csrf: string;
  /** Shown once. */
  readonly added?: { readonly id: string; readonly secret: string } | undefined;
  readonly typed?:
    | { readonly name: string; readonly agency: string; readonly scopes: readonly string[] }
    | undefined;
  readonly errors?: FormErrors | undefined;
}

/** Every agency's computer system that may speak to Heed. */
export function renderSystems(page: SystemsPage): Html {
  const errors = page.errors ?? NO_ERRORS;
  const banner =
    page.added &&
    notificationBanner({
      type: 'success',
      text: html`<p class="govuk-body">Keep this secret safe: it is not shown again.</p><p class="govuk-body heed-key">Client id: ${page.added.id}</p><p class="govuk-body heed-key">Secret: ${page.added.secret}</p>`,
    });
  return html`${banner}<h1 class="govuk-heading-l">Agencies’ systems</h1>
<h2 class="govuk-heading-m">Let a system in</h2>
<form method="post" action="/area/systems" novalidate>${csrfField(page.csrf)}
${textInput({ name: 'name', label: { text: 'What it is called' }, value: page.typed?.name, autocomplete: 'off', errorMessage: errors.byField.name })}
${select({ name: 'agency', label: { text: 'Whose it is' }, items: page.agencies.map((one) => ({ value: one.id, text: one.name })), value: page.typed?.agency, errorMessage: errors.byField.agency })}
${checkboxes({
  name: 'scopes',
  fieldset: { legend: { text: 'What it may do' } },
  items: Object.entries(API_SCOPES).map(([value, text]) => ({ value, text })),
  values: page.typed?.scopes,
  errorMessage: errors.byField.scopes,
})}
${button({ text: 'Let it in' })}</form>
${page.clients.map((client) =>
  summaryList({
    card: { title: { text: client.name, headingLevel: 2 } },
    rows: [
      {
        key: { text: 'Whose' },
        value: { text: page.agencies.find((one) => one.id === client.agency)?.name ?? '' },
      },
      { key: { text: 'May' }, value: { text: client.scopes.map((scope) => API_SCOPES[scope]).join(', ') } },
      {
        key: { text: 'Access' },
        value: {
          text: client.revoked
            ? tag({ text: 'Ended', classes: 'govuk-tag--grey' })
            : html`<form method="post" action="/area/systems/${client.id}/end">${csrfField(page.csrf)}${button({ text: 'End its access now', classes: 'govuk-button--warning' })}</form>`,
        },
      },
    ],
  }),
)}`;
}
