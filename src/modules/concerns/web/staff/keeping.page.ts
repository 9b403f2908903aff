import {
  button,
  type Content,
  csrfField,
  type ErrorMessage,
  type Html,
  html,
  insetText,
  pagination,
  sayDateTime,
  sayDay,
  summaryList,
  table,
  tag,
  textInput,
} from '../../../../ui/index.ts';
import { GROUNDS, RETENTION_SCHEDULE } from '../../domain/retention.ts';
import type { After, ErasureRow, HoldRow } from '../../ports/keeping.ports.ts';
import type { Names } from '../../ports/outside.ports.ts';
import type { KeepingList, KeepingView, OverRow, Page } from '../../queries/see-keeping.query.ts';
import { RULE_WORDS } from './words.page.ts';

/** What each list is called. */
export const LIST_TITLES: Readonly<Record<KeepingList, string>> = {
  over: 'Time of keeping over',
  holds: 'Legal holds that stand',
  waiting: 'Erasures waiting for a second person',
  done: 'Erasures answered',
};
export const LIST_PATHS: Readonly<Record<KeepingList, string>> = {
  over: '/keeping',
  holds: '/keeping/holds',
  waiting: '/keeping/waiting',
  done: '/keeping/done',
};

export const ERASURE_WORDS: Readonly<Record<ErasureRow['state'], string>> = {
  proposed: 'Waiting for a second person',
  refused: 'Not agreed',
  erased: 'Erased',
};

const PLAIN_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
/** A calendar day: "10 Mar 2052". */
export function sayPlainDay(day: Temporal.PlainDate): string {
  return PLAIN_DAY.format(day);
}

type Person = HoldRow['placed'];
export function sayPerson(names: Names, person: Person): string {
  return `${names.account(person.account)}, ${names.post(person.post)}`;
}

const link = (href: string, text: string) => html`<a class="govuk-link" href="${href}">${text}</a>`;

/** A table that becomes cards on a phone. */
function stacked(caption: string, heads: readonly string[], rows: readonly (readonly Content[])[]): Html {
  return html`<div class="heed-tablewrap" tabindex="0" role="region" aria-label="${caption}">${table({
    caption,
    captionClasses: 'govuk-visually-hidden',
    classes: 'heed-stack',
    head: heads.map((text) => ({ text })),
    rows: rows.map((cells) =>
      cells.map((text, i) => ({
        text,
        ...(i === 0 ? {} : { attributes: { 'data-label': heads[i] ?? '' } }),
      })),
    ),
  })}</div>`;
}

/** Where the page after begins, in an address. */
export function placeOf({ at, id }: After): string {
  return `${at.toString()}_${id}`;
}

function menu(current: KeepingList): Html {
  const items = (Object.keys(LIST_TITLES) as KeepingList[]).map((list) =>
    list === current
      ? html`<li><strong aria-current="page">${LIST_TITLES[list]}</strong></li>`
      : html`<li>${link(LIST_PATHS[list], LIST_TITLES[list])}</li>`,
  );
  return html`<nav aria-label="Lists of keeping"><ul class="govuk-list">${items}</ul></nav>`;
}

/** A list, whichever: already cut to its page. */
export interface DrawnList {
  readonly list: KeepingList;
  readonly table: Html | null;
  readonly next: After | null;
}

export function drawOver({ rows, next }: Page<OverRow>): DrawnList {
  const cells = rows.map((row) => [
    link(`/concerns/${row.id}/keeping`, row.reference),
    sayPlainDay(row.until),
    `${row.rule.years} years`,
    row.held
      ? tag({ text: 'Held', classes: 'govuk-tag--red' })
      : row.proposed
        ? tag({ text: 'Erasure waits', classes: 'govuk-tag--yellow' })
        : 'Nothing',
  ]);
  const heads = ['Record', 'Kept until', 'Kept for', 'In the way'];
  return { list: 'over', table: cells.length > 0 ? stacked(LIST_TITLES.over, heads, cells) : null, next };
}

export function drawHolds({ rows, next, names }: Page<HoldRow>): DrawnList {
  const cells = rows.map((hold) => [
    link(`/concerns/${hold.concern}/keeping`, hold.reference),
    sayDay(hold.placedAt),
    sayPerson(names, hold.placed),
    hold.reason ?? 'Erased by law',
  ]);
  const heads = ['Record', 'Since', 'Placed by', 'Why'];
  return { list: 'holds', table: cells.length > 0 ? stacked(LIST_TITLES.holds, heads, cells) : null, next };
}

export function drawErasures(waiting: boolean, { rows, next, names }: Page<ErasureRow>): DrawnList {
  const list = waiting ? 'waiting' : 'done';
  const cells = rows.map((one) => [
    link(`/erasures/${one.id}`, one.reference),
    GROUNDS[one.ground],
    html`${sayPerson(names, one.proposed)}<br>${sayDay(one.proposedAt)}`,
    one.settled && one.settledAt
      ? html`${ERASURE_WORDS[one.state]}: ${sayPerson(names, one.settled)}<br>${sayDay(one.settledAt)}`
      : ERASURE_WORDS[one.state],
  ]);
  const heads = ['Record', 'Ground', 'Proposed by', 'Answer'];
  return { list, table: cells.length > 0 ? stacked(LIST_TITLES[list], heads, cells) : null, next };
}

const NONE: Readonly<Record<KeepingList, string>> = {
  over: 'There is no record here whose time of keeping is over.',
  holds: 'No legal hold stands.',
  waiting: 'No erasure waits for a second person.',
  done: 'No erasure has been answered.',
};

/** The lists of keeping, and where to look for one record. */
export function renderKeepingList(
  drawn: DrawnList,
  values: { readonly reference: string },
  error: ErrorMessage | undefined,
  csrf: string | undefined,
): Html {
  const { list, next } = drawn;
  const more =
    next && pagination({ next: { href: `${LIST_PATHS[list]}?after=${encodeURIComponent(placeOf(next))}` } });
  const schedule = RETENTION_SCHEDULE.map((rule) => ({
    key: { text: rule.what },
    value: {
      text: html`${rule.years} years after the last act about it<br><span class="govuk-hint">${rule.source}, ${sayPlainDay(Temporal.PlainDate.from(rule.sourceDate))}</span>`,
    },
  }));
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Keeping and erasing records</span>${LIST_TITLES[list]}</h1>
${menu(list)}
${drawn.table ?? html`<p class="govuk-body">${NONE[list]}</p>`}${more}
<form method="post" action="/keeping" novalidate>${csrfField(csrf)}${textInput({
    name: 'reference',
    label: { text: 'Find a record by its reference', classes: 'govuk-label--s' },
    hint: { text: 'For example HD-7K2M-94' },
    value: values.reference,
    autocomplete: 'off',
    ...(error ? { errorMessage: error } : {}),
  })}${button({ text: 'Show how it is kept', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>
<h2 class="govuk-heading-m">How long records are kept</h2>
${summaryList({ rows: schedule })}
<p class="govuk-body">What is known of a child, an adult or a thing lasts as long as a record that says it. Entries in the ledger hold no words and stay.</p>`;
}

function renderHold(hold: HoldRow, names: Names, concern: string): Html {
  const lifted =
    hold.liftedAt && hold.lifted
      ? html`<p class="govuk-body">Lifted by ${sayPerson(names, hold.lifted)}, ${sayDateTime(hold.liftedAt)}: ${hold.liftReason ?? 'Erased by law'}</p>`
      : html`<p class="govuk-body">${link(`/concerns/${concern}/holds/${hold.id}/lift`, 'Lift this hold')} (somebody else than who placed it)</p>`;
  return html`<li class="heed-bundle__item"><p class="govuk-body govuk-!-margin-bottom-1">${hold.liftedAt ? tag({ text: 'Lifted', classes: 'govuk-tag--grey' }) : tag({ text: 'Stands', classes: 'govuk-tag--red' })} ${sayPerson(names, hold.placed)}, ${sayDateTime(hold.placedAt)}</p><p class="govuk-body govuk-!-margin-bottom-1">${hold.reason ?? 'Erased by law'}</p>${lifted}</li>`;
}

/** What keeps it from being erased, in words; null where nothing does. */
export function sayObstacle({ holds, owed, erased }: KeepingView): Content | null {
  if (erased) return 'What was said in it has been erased. That it happened stays on record.';
  if (holds.some((hold) => hold.liftedAt === null))
    return 'A legal hold stands on this record. Nothing of it can be erased, whatever else is decided.';
  if (owed.length === 0) return null;
  const rules = owed.map((rule) => html`<li>${RULE_WORDS[rule] ?? rule}</li>`);
  return html`<p class="govuk-body"><strong>Still owed.</strong> It cannot be erased before this is done:</p><ul class="govuk-list govuk-list--bullet">${rules}</ul>`;
}

/** How one record is kept, for those who see nothing of what it says. */
export function renderKeeping(view: KeepingView, mayAct: boolean): Html {
  const { kept, names, holds, erasures } = view;
  const base = `/concerns/${kept.id}`;
  const obstacle = sayObstacle(view);
  const waiting = erasures.some((one) => one.state === 'proposed');
  const past = erasures.map(
    (one) =>
      html`<li>${link(`/erasures/${one.id}`, `${GROUNDS[one.ground]}, ${sayDay(one.proposedAt)}`)}: ${ERASURE_WORDS[one.state].toLowerCase()}</li>`,
  );
  const acts =
    mayAct &&
    !view.erased &&
    html`<h2 class="govuk-heading-m">You can</h2><ul class="govuk-list"><li>${link(`${base}/hold`, 'Place a legal hold')}</li>${!obstacle && !waiting && html`<li>${link(`${base}/erasure`, 'Propose that it be erased')}</li>`}</ul>`;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Concern ${kept.reference}</span>How this record is kept</h1>
${summaryList({
  rows: [
    { key: { text: 'Received' }, value: { text: sayDay(kept.receivedAt) } },
    { key: { text: 'Last act about it' }, value: { text: sayDay(kept.newest) } },
    { key: { text: 'Kept for' }, value: { text: `${view.rule.years} years. ${view.rule.what}` } },
    {
      key: { text: 'Kept until' },
      value: {
        text: html`${sayPlainDay(view.until)} ${view.over && tag({ text: 'Over', classes: 'govuk-tag--yellow' })}`,
      },
    },
  ],
})}
${obstacle && insetText({ text: obstacle })}
<h2 class="govuk-heading-m">Legal holds</h2>
${holds.length > 0 ? html`<ul class="govuk-list">${holds.map((hold) => renderHold(hold, names, kept.id))}</ul>` : html`<p class="govuk-body">None has been placed.</p>`}
<h2 class="govuk-heading-m">Erasing</h2>
${past.length > 0 ? html`<ul class="govuk-list govuk-list--bullet">${past}</ul>` : html`<p class="govuk-body">Nobody has proposed it.</p>`}${acts}`;
}
