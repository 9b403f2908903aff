import { csrfField, type Html, html, insetText } from '../../../ui/index.ts';

/** One post of the demonstration, and who may be signed in as. */
export interface DemoPost {
  readonly agency: string;
  readonly post: string;
  readonly account: string;
  readonly name: string;
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
}): Html {
  const agencies = [...Map.groupBy(page.posts, (one) => one.agency)];
  return html`<h1 class="govuk-heading-l">Sign in as</h1>
${insetText({ text: 'This is a demonstration. Everybody and everything in it is invented.' })}
${agencies.length === 0 && html`<p class="govuk-body">There is nobody in the area yet.</p>`}
${agencies.map(([agency, posts]) => html`<h2 class="govuk-heading-m">${agency}</h2>${listed(posts, page.next, page.csrf)}`)}`;
}
