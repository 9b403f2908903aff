import { type Content, type Html, html, pagination, table, tag } from '../../../ui/index.ts';
import { type InboxFilter, type InboxShow, isOverdue } from '../domain/inbox.ts';
import type { InboxRow, InboxView } from '../queries/see-inbox.query.ts';
import { sayLeft, sayWhen } from './say-when.presenter.ts';

const PARTS: readonly (readonly [InboxShow, string])[] = [
  ['all', 'All of yours'],
  ['overdue', 'Overdue'],
  ['red', 'Red'],
  ['mine', 'Owed by you'],
  ['climbed', 'Climbed to you'],
  ['team', 'Your team'],
];

/** How a phone names the last column; what has climbed says so in its own words. */
const WHOSE = { mine: 'As', team: 'Owed by', climbed: undefined } as const;

const EMPTY: Readonly<Record<InboxShow, string>> = {
  all: 'You have no duties open. New ones appear here the moment somebody raises a concern.',
  overdue: 'Nothing is overdue.',
  red: 'Nothing red is open.',
  mine: 'Your posts owe nothing at the moment.',
  climbed: 'Nothing has climbed to you.',
  team: 'Nobody in your line has a duty open, or nobody reports to you.',
};

function address(filter: InboxFilter, change: Partial<InboxFilter>, page = 1): string {
  const wanted = { ...filter, ...change };
  const query = new URLSearchParams();
  if (wanted.show !== 'all') query.set('show', wanted.show);
  if (wanted.order !== 'clock') query.set('order', wanted.order);
  if (wanted.hat) query.set('hat', wanted.hat);
  if (page > 1) query.set('page', String(page));
  const text = query.toString();
  return text === '' ? '/inbox' : `/inbox?${text}`;
}

function choice(href: string, text: Content, current: boolean): Html {
  return current
    ? html`<strong aria-current="true">${text}</strong>`
    : html`<a class="govuk-link govuk-link--no-visited-state" href="${href}">${text}</a>`;
}

function parts(view: InboxView): Html {
  const { filter, counts } = view;
  const items = PARTS.map(([show, text]) => {
    const words = html`${text} (${counts[show]})`;
    return html`<li>${choice(address(filter, { show }), words, filter.show === show)}</li>`;
  });
  return html`<nav aria-label="Which duties"><ul class="govuk-list heed-choices">${items}</ul></nav>`;
}

function orders({ filter }: InboxView): Html {
  const clock = choice(address(filter, { order: 'clock' }), 'what is due first', filter.order === 'clock');
  const warnings = choice(
    address(filter, { order: 'warnings' }),
    'most earlier warnings',
    filter.order === 'warnings',
  );
  return html`<p class="govuk-body-s">In order of: ${clock}, or ${warnings}.</p>`;
}

function hats({ filter, hats: all }: InboxView): Html | undefined {
  if (all.length < 2) return undefined;
  const one = all.map(
    (hat) => html`, ${choice(address(filter, { hat: hat.id }), hat.name, filter.hat === hat.id)}`,
  );
  return html`<p class="govuk-body-s">As: ${choice(address(filter, { hat: null }), 'all your posts', filter.hat === null)}${one}.</p>`;
}

function due(row: InboxRow, now: Temporal.Instant): Html {
  const late = isOverdue(row, now);
  const marks = html`${row.red && tag({ text: 'Red', classes: 'govuk-tag--red' })} ${late && tag({ text: 'Overdue', classes: 'govuk-tag--orange' })}`;
  return html`<strong>${sayLeft(row.dueAt, now)}</strong><br>due by ${sayWhen(row.dueAt)}<br>${marks}`;
}

function about(row: InboxRow): Html {
  if (!row.subject) return html`A record`;
  const { line, reference, href } = row.subject;
  return html`${line}<br><a class="govuk-link" href="${href}"><span class="heed-unbroken">${reference ?? 'Open'}</span><span class="govuk-visually-hidden">: open the record</span></a>`;
}

function whose(row: InboxRow): Html {
  if (row.place === 'mine') return html`${row.hatName}`;
  if (row.place === 'team') return html`${row.ownerName}`;
  return html`Climbed to you as ${row.hatName}<br>owed by ${row.ownerName}`;
}

function rows(view: InboxView): Html {
  if (view.rows.length === 0) return html`<p class="govuk-body">${EMPTY[view.filter.show]}</p>`;
  return html`<div class="heed-tablewrap" tabindex="0" role="region" aria-label="Duties">${table({
    caption: PARTS.find(([show]) => show === view.filter.show)?.[1],
    captionClasses: 'govuk-visually-hidden',
    classes: 'heed-stack',
    head: [
      { text: 'Due' },
      { text: 'What is owed' },
      { text: 'About' },
      { text: 'Earlier warnings', format: 'numeric' },
      { text: view.filter.show === 'team' ? 'Who owes it' : 'Which of your posts' },
    ],
    rows: view.rows.map((row) => [
      { text: due(row, view.now) },
      {
        text: html`<a class="govuk-link" href="/duties/${row.duty.id}">${row.duty.what}<span class="govuk-visually-hidden">${row.duty.reference && ` ${row.duty.reference}`}</span></a>`,
      },
      { text: about(row), attributes: { 'data-label': 'About' } },
      {
        text: String(row.earlierWarnings),
        format: 'numeric',
        attributes: { 'data-label': 'Earlier warnings' },
      },
      { text: whose(row), attributes: { 'data-label': WHOSE[row.place] } },
    ]),
  })}</div>`;
}

function pages(view: InboxView): Html | undefined {
  if (view.pages < 2) return undefined;
  const { filter, page } = view;
  return pagination({
    ...(page > 1 ? { previous: { href: address(filter, {}, page - 1) } } : {}),
    ...(page < view.pages ? { next: { href: address(filter, {}, page + 1) } } : {}),
    items: Array.from({ length: view.pages }, (_, n) => ({
      number: n + 1,
      href: address(filter, {}, n + 1),
      current: n + 1 === page,
    })).filter((item) => item.current || Math.abs(item.number - page) < 4),
  });
}

/** The inbox: what is owed, by when, about what, and which hat each duty is for. */
export function renderInbox(view: InboxView): Html {
  return html`<h1 class="govuk-heading-l">Your duties</h1>
${parts(view)}
${orders(view)}${hats(view)}
${rows(view)}
${pages(view)}
<p class="govuk-body-s"><a class="govuk-link" href="/rules">What is owed, by when, and by what law</a></p>`;
}
