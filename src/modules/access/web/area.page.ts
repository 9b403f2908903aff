import {
  button,
  checkboxes,
  csrfField,
  type FormErrors,
  type Html,
  html,
  NO_ERRORS,
  select,
  summaryList,
  tag,
  textarea,
  textInput,
} from '../../../ui/index.ts';
import type { Account, Agency, Holder, Holding, Post } from '../domain/organisation.ts';
import { POST_FUNCTIONS, type PostFunction } from '../domain/post-function.ts';
import { sayMoment } from './own-sign-in.page.ts';

/** The area as it is now. */
export interface AreaView {
  readonly agencies: readonly Agency[];
  readonly posts: readonly Post[];
  readonly holders: readonly Holder[];
}

function holdersOf(post: Post, holders: readonly Holder[]): string | Html {
  const names = holders.filter((holder) => holder.post === post.id).map((holder) => holder.name);
  return names.length > 0
    ? [...new Set(names)].join(', ')
    : tag({ text: 'Vacant', classes: 'govuk-tag--red' });
}

/** What a post is for, in words. */
export function sayFunctions(functions: readonly PostFunction[]): string {
  return functions.length > 0 ? functions.map((one) => POST_FUNCTIONS[one]).join(', ') : 'None';
}

function agencySection(agency: Agency, view: AreaView): Html {
  const posts = view.posts.filter((post) => post.agency === agency.id);
  const outside = agency.outside && html` ${tag({ text: 'Outside', classes: 'govuk-tag--purple' })}`;
  return html`<h2 class="govuk-heading-m">${agency.name}${outside}</h2>
${posts.length === 0 && html`<p class="govuk-body">No posts.</p>`}
${summaryList({
  rows: posts.map((post) => ({
    key: { text: html`<a class="govuk-link" href="/area/posts/${post.id}">${post.name}</a>` },
    value: {
      text: html`${holdersOf(post, view.holders)}<br><span class="govuk-hint">${sayFunctions(post.functions)}</span>`,
    },
  })),
})}`;
}

/** Every agency, its posts, and who holds each. */
export function renderArea(
  view: AreaView,
  may: { readonly propose: boolean; readonly seeChanges: boolean },
): Html {
  const links = html`<ul class="govuk-list">
${may.seeChanges && html`<li><a class="govuk-link" href="/area/changes">Changes waiting for the scrutineer</a></li>`}
<li><a class="govuk-link" href="/area/signals">What Heed points out, and from when on</a></li>
<li><a class="govuk-link" href="/area/rules">The rules of who may see what</a></li>
${may.propose && html`<li><a class="govuk-link" href="/area/accounts">Accounts</a></li><li><a class="govuk-link" href="/area/systems">Agencies’ systems</a></li><li><a class="govuk-link" href="/area/posts/new">Propose a new post</a></li>`}
</ul>`;
  return html`<h1 class="govuk-heading-l">The area</h1>
<p class="govuk-body">Duties belong to posts, never to people. A vacant post hands its duties to the next one up at once.</p>
${links}
${view.agencies.map((agency) => agencySection(agency, view))}`;
}

/** What the form of a post shows. */
export interface PostForm {
  readonly action: string;
  readonly post: Pick<Post, 'name' | 'functions' | 'reportsTo' | 'phone'>;
  readonly reason: string;
  readonly posts: readonly Post[];
  /** Given for a new post only: where it belongs. */
  readonly agencies?: readonly Agency[] | undefined;
  readonly agency?: string | undefined;
  readonly csrf: string;
  readonly errors?: FormErrors | undefined;
}

/** Proposes a new post, or a change to one. */
export function renderPostForm(form: PostForm): Html {
  const errors = form.errors ?? NO_ERRORS;
  return html`<form method="post" action="${form.action}" novalidate>${csrfField(form.csrf)}
${
  form.agencies &&
  select({
    name: 'agency',
    label: { text: 'Agency' },
    items: form.agencies.map((agency) => ({ value: agency.id, text: agency.name })),
    value: form.agency,
    errorMessage: errors.byField.agency,
  })
}
${textInput({ name: 'name', label: { text: 'What the post is called' }, value: form.post.name, errorMessage: errors.byField.name })}
${checkboxes({
  name: 'functions',
  fieldset: { legend: { text: 'What it is for' } },
  hint: { text: 'Rules and ladders go by these.' },
  items: Object.entries(POST_FUNCTIONS).map(([value, text]) => ({ value, text })),
  values: form.post.functions,
  classes: 'govuk-checkboxes--small',
  errorMessage: errors.byField.functions,
})}
${select({
  name: 'reportsTo',
  label: { text: 'Which post it reports to' },
  items: [{ value: '', text: 'None' }, ...form.posts.map((post) => ({ value: post.id, text: post.name }))],
  value: form.post.reportsTo ?? '',
  errorMessage: errors.byField.reportsTo,
})}
${textInput({ name: 'phone', label: { text: 'Telephone out of hours' }, type: 'tel', value: form.post.phone ?? '', errorMessage: errors.byField.phone })}
${textarea({ name: 'reason', label: { text: 'Why' }, value: form.reason, rows: 3, errorMessage: errors.byField.reason })}
${button({ text: 'Put it to the scrutineer', preventDoubleClick: true })}
</form>`;
}

/** What was typed into one of the page's forms and refused: which reason it was, and what else was said with it. */
export interface PostTyped {
  readonly box: string;
  readonly reason: string;
  readonly account?: string;
  readonly post?: PostForm['post'];
}

/** What is shown of one post. */
export interface PostView {
  readonly post: Post;
  readonly agency: Agency;
  readonly above: Post | undefined;
  readonly holders: readonly Holder[];
  readonly holdings: readonly Holding[];
  readonly accounts: readonly Account[];
  readonly posts: readonly Post[];
  readonly mayPropose: boolean;
  readonly csrf: string;
  readonly errors?: FormErrors | undefined;
  readonly typed?: PostTyped | undefined;
}

function history(view: PostView): Html {
  const names = new Map(view.accounts.map((account) => [account.id, account.name]));
  return html`<h2 class="govuk-heading-m">Who has held it</h2><ul class="govuk-list">${view.holdings.map(
    (one) =>
      html`<li>${names.get(one.account) ?? 'Somebody'}: from ${sayMoment(one.from)}${one.to ? html` to ${sayMoment(one.to)}` : ', still'}</li>`,
  )}</ul>${view.holdings.length === 0 && html`<p class="govuk-body">Nobody yet.</p>`}`;
}

function holderForms(view: PostView): Html {
  const errors = view.errors ?? NO_ERRORS;
  const held = new Set(view.holders.map((holder) => holder.account));
  const free = view.accounts.filter((account) => !account.disabled && !held.has(account.id));
  const reason = (id: string) =>
    textarea({
      id,
      name: 'reason',
      label: { text: 'Why' },
      rows: 2,
      value: view.typed?.box === id ? view.typed.reason : undefined,
      errorMessage: errors.byField[id],
    });
  return html`<h2 class="govuk-heading-m">Appoint somebody</h2>
<form method="post" action="/area/posts/${view.post.id}/appoint" novalidate>${csrfField(view.csrf)}
${select({
  name: 'account',
  label: { text: 'Who' },
  items: free.map((account) => ({ value: account.id, text: account.name })),
  value: view.typed?.account,
  errorMessage: errors.byField.account,
})}
${reason('reason-appoint')}${button({ text: 'Propose the appointment', classes: 'govuk-button--secondary' })}</form>
${view.holders.map(
  (
    holder,
  ) => html`<form method="post" action="/area/posts/${view.post.id}/end" novalidate>${csrfField(view.csrf)}
<input type="hidden" name="account" value="${holder.account}"><h3 class="govuk-heading-s">${holder.name} gives it up</h3>
${reason(`reason-end-${holder.account}`)}${button({ text: 'Propose the end', classes: 'govuk-button--secondary' })}</form>`,
)}`;
}

/** One post: what it is for, who holds it and held it, and what can be proposed. */
export function renderPost(view: PostView): Html {
  const { post, agency, above, typed } = view;
  const changing = typed?.post;
  const change = html`${holderForms(view)}<h2 class="govuk-heading-m">Change the post</h2>${renderPostForm({
    action: `/area/posts/${post.id}/change`,
    post: changing ?? post,
    reason: changing ? (typed?.reason ?? '') : '',
    posts: view.posts.filter((one) => one.id !== post.id),
    csrf: view.csrf,
    errors: changing && view.errors,
  })}`;
  return html`<h1 class="govuk-heading-l">${post.name}</h1>
${summaryList({
  rows: [
    { key: { text: 'Agency' }, value: { text: agency.name } },
    { key: { text: 'Held by' }, value: { text: holdersOf(post, view.holders) } },
    { key: { text: 'What it is for' }, value: { text: sayFunctions(post.functions) } },
    { key: { text: 'Reports to' }, value: { text: above?.name ?? 'No post' } },
    { key: { text: 'Telephone out of hours' }, value: { text: post.phone ?? 'None' } },
  ],
})}
${history(view)}
${view.mayPropose && change}`;
}
