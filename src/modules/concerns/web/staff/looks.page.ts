import {
  button,
  csrfField,
  type ErrorMessage,
  type Html,
  html,
  insetText,
  sayDateTime,
  table,
  textInput,
} from '../../../../ui/index.ts';
import type { Look, Names } from '../../ports/outside.ports.ts';
import type { LooksView } from '../../queries/see-looks.query.ts';
import { ACT_WORDS } from './words.page.ts';

const LOOK_WORDS: Readonly<Record<string, string>> = {
  'concerns.concern-seen': 'Opened it',
  'concerns.looks-seen': 'Opened this page',
  'concerns.attachment-kept': 'Sent a file with it',
  'concerns.repeat-recognised': 'Sent the same again',
  'concerns.laid-beside-again': 'Laid it beside others again',
  'access.access-refused': 'Tried, and was refused',
  'access.glass-broken': 'Opened it in an emergency',
};

const WITHOUT_ACCOUNT: Readonly<Record<string, string>> = {
  public: 'Somebody on the public pages',
  reporter: 'Whoever holds the receipt',
  client: 'An agency’s system',
  operator: 'The operator’s command line',
};

/** What an entry says was done, in words. */
export function sayLook({ act }: Look): string {
  return LOOK_WORDS[act] ?? ACT_WORDS[act.replace(/^concerns\./, '')] ?? 'Changed what it names';
}

/** Who did it: the person where this viewer may see the name, and the post. */
export function sayWho(look: Look, names: Names): string {
  if (look.byKind !== 'account') return WITHOUT_ACCOUNT[look.byKind] ?? 'Heed itself';
  return look.post ? `${names.account(look.by)}, ${names.post(look.post)}` : names.account(look.by);
}

/** Looks as a table, for this page and for the review of an emergency opening. */
export function renderLookTable(caption: string, looks: readonly Look[], names: Names): Html {
  return html`<div class="heed-tablewrap" tabindex="0" role="region" aria-label="${caption}">${table({
    caption,
    captionClasses: 'govuk-table__caption--m',
    classes: 'heed-stack',
    head: [{ text: 'When' }, { text: 'Who' }, { text: 'What' }, { text: 'By which rule' }],
    rows: looks.map((look) => [
      { text: sayDateTime(look.at) },
      { text: sayWho(look, names), attributes: { 'data-label': 'Who' } },
      { text: sayLook(look), attributes: { 'data-label': 'What' } },
      { text: look.basis ?? 'none', attributes: { 'data-label': 'Rule' } },
    ]),
  })}</div>`;
}

/** Who has looked at a record: one page of it. */
export function renderLooks({ concern, reference, looks, next, names }: LooksView): Html {
  const older =
    next &&
    html`<p class="govuk-body"><a class="govuk-link" href="/concerns/${concern}/looks?before=${next}">Older</a></p>`;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Concern ${reference}</span>Who has looked at this record</h1>
${insetText({ text: 'Never pass this on to anybody named in the record: it can warn somebody that they are suspected. That you opened this page is written down too.' })}
${looks.length > 0 ? renderLookTable('Looks, newest first', looks, names) : html`<p class="govuk-body">There is nothing older.</p>`}${older}`;
}

/** Where to look for a record whose looks somebody wants to see. */
export function renderFindLooks(
  values: { readonly reference: string },
  error: ErrorMessage | undefined,
  csrf: string | undefined,
): Html {
  return html`<h1 class="govuk-heading-l">Who has looked at a record</h1>
<p class="govuk-body">For inspectors, information governance and the manager of the post that owns it. <a class="govuk-link" href="/emergency-openings">Records opened in an emergency</a> have a page of their own.</p>
<form method="post" action="/looks" novalidate>${csrfField(csrf)}${textInput({
    name: 'reference',
    label: { text: 'Reference of the concern', classes: 'govuk-label--s' },
    hint: { text: 'For example HD-7K2M-94' },
    value: values.reference,
    autocomplete: 'off',
    ...(error ? { errorMessage: error } : {}),
  })}${button({ text: 'Show who has looked', preventDoubleClick: true })}</form>`;
}
