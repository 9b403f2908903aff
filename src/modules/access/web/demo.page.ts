import { csrfField, type Html, html, insetText } from '../../../ui/index.ts';

/** One post of the demonstration, and who may be signed in as. */
export interface DemoPost {
  readonly agency: string;
  readonly post: string;
  readonly account: string;
  readonly name: string;
}

/** Somebody invented who has no account: they receive sealed disclosures, and sign in by keys that a passphrase opens. */
export interface DemoKeyHolder {
  readonly name: string;
  readonly post: string;
  readonly handle: string;
  readonly passphrase: string;
}

function keyHolders(list: readonly DemoKeyHolder[]): Html {
  return html`<h2 class="govuk-heading-m">Those who receive sealed disclosures</h2>
<p class="govuk-body">They have no account, and no post or button above opens what they read. They sign in on <a class="govuk-link" href="/recipients">a page of their own</a>, by a name that they made up and a passphrase.</p>
<dl class="govuk-summary-list">${list.map(
    (
      one,
    ) => html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${one.post}, ${one.name}</dt>
<dd class="govuk-summary-list__value"><strong>${one.handle}</strong><br>${one.passphrase}</dd></div>`,
  )}</dl>`;
}

function listed(posts: readonly DemoPost[], next: string, csrf: string | undefined): Html {
  return html`<ul class="govuk-list">${posts.map(
    (one) => html`<li><form method="post" action="/sign-in/demo">
<input type="hidden" name="account" value="${one.account}"><input type="hidden" name="next" value="${next}">${csrfField(csrf)}
<button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-2" type="submit">${one.post}<span class="govuk-visually-hidden">, ${one.agency}</span></button> ${one.name}
</form></li>`,
  )}</ul>`;
}

/** Every post of the demonstration, by agency, each a button that signs in as whoever holds it. */
export function renderDemoChooser(page: {
  readonly posts: readonly DemoPost[];
  readonly next: string;
  /** Where somebody is signed in already. */
  readonly csrf: string | undefined;
  readonly keyHolders: readonly DemoKeyHolder[];
}): Html {
  const agencies = [...Map.groupBy(page.posts, (one) => one.agency)];
  return html`<h1 class="govuk-heading-l">Sign in as</h1>
${insetText({ text: 'This is a demonstration. Everybody and everything in it is invented.' })}
${agencies.length === 0 && html`<p class="govuk-body">There is nobody in the area yet.</p>`}
${agencies.map(([agency, posts]) => html`<h2 class="govuk-heading-m">${agency}</h2>${listed(posts, page.next, page.csrf)}`)}
${page.keyHolders.length > 0 && keyHolders(page.keyHolders)}`;
}
