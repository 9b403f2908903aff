import {
  button,
  type Content,
  csrfField,
  dateInput,
  type FormErrors,
  type Html,
  html,
  NO_ERRORS,
  sayDateTime,
  textInput,
} from '../../../ui/index.ts';
import { compareLines, type Opening, type PostReading, type Reading, type Row } from '../domain/reading.ts';
import type { Subject } from '../ports.ts';
import type { PostThen } from '../queries/read-posts-then.query.ts';
import type { WhoKnew } from '../queries/who-knew.query.ts';
import { sayLoad, when } from './line-words.presenter.ts';
import { renderRows } from './rows.page.ts';
import type { AsOfValues } from './who-knew.form.ts';

const KINDS: Readonly<Record<Subject['kind'], string>> = {
  concern: 'Concern',
  person: 'A person on record',
  thing: 'A thing on record',
  pattern: 'Pattern',
};

/** Address of a reading, and of its print. */
export function hrefOf(subject: Subject, print = false): string {
  return `/who-knew/${subject.kind}/${subject.id}${print ? '/print' : ''}`;
}

/** What the reading is of, in a few words that name nobody where names may not be shown. */
export function titleOf(known: WhoKnew): string {
  const { subject, references, name } = known;
  if (subject.kind === 'concern' || subject.kind === 'pattern')
    return `${KINDS[subject.kind]} ${references.get(subject.id) ?? ''}`.trim();
  return name ?? KINDS[subject.kind];
}

/** The form that says as of when; what was typed is kept. */
export function renderAsOf(
  subject: Subject,
  values: AsOfValues,
  errors: FormErrors,
  csrf: string | undefined,
): Html {
  const date = errors.byField.date;
  const time = errors.byField.time;
  return html`<form class="heed-as-of" method="post" action="${hrefOf(subject)}" novalidate>${csrfField(csrf)}
${dateInput({
  id: 'date',
  namePrefix: 'date',
  fieldset: { legend: { text: 'As of which day', classes: 'govuk-fieldset__legend--s' } },
  hint: { text: 'Leave it empty for now.' },
  values: { 'date-day': values.day, 'date-month': values.month, 'date-year': values.year },
  ...(date ? { errorMessage: date } : {}),
})}
${textInput({
  id: 'time',
  name: 'time',
  label: { text: 'Time', classes: 'govuk-label--s' },
  hint: { text: 'London time, such as 14:30. Left empty, the end of that day.' },
  classes: 'govuk-input--width-5',
  value: values.time,
  ...(time ? { errorMessage: time } : {}),
})}
${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`;
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

const listAll = (reading: Reading, pick: (post: PostReading) => readonly Row[]) =>
  reading.posts.flatMap(pick);

function summary({ reading }: WhoKnew): Html {
  const warnings = reading.warnings.filter(({ line }) => line.kind === 'warning');
  const missed = reading.clocks.filter(({ line }) => line.kind === 'missed');
  const rungs = reading.clocks.filter(({ line }) => line.kind === 'climbed');
  const asked = listAll(reading, ({ asked: rows }) => rows);
  const answered = (rows: readonly { readonly kind: string }[]) =>
    rows.some(({ kind }) => kind === 'answered');
  const open = asked.filter((row) => row.recorded && !answered(row.answeredThen));
  const still = asked.filter((row) => row.known && !answered([...row.answeredThen, ...row.answeredLater]));
  const made = asked.filter(({ recorded }) => recorded).length;
  const requests =
    asked.length === 0
      ? 'No requests, above or to other agencies.'
      : `${count(made, 'request')} made by then, above or to other agencies, of which ${open.length} had no answer by then; ${still.length} ${still.length === 1 ? 'has' : 'have'} none now.`;
  const pair = (rows: readonly Row[]) =>
    html`${rows.filter(({ recorded }) => recorded).length} recorded by then, ${rows.filter(({ known }) => known).length} known now`;
  return html`<ul class="govuk-list govuk-list--bullet">
<li>Warnings: ${pair(warnings)}.</li>
<li>Clocks that passed: ${pair(missed)}. Rungs reached: ${pair(rungs)}.</li>
<li>${requests}</li>
</ul>`;
}

function held(known: WhoKnew, moment: PostThen): Content {
  if (moment.holders.length === 0) return 'Nobody held the post.';
  const names = moment.holders.map(({ name }) => name).filter((name) => name !== null);
  const who =
    known.named && names.length > 0
      ? html`Held by ${names.join(' and ')}.`
      : count(moment.holders.length, 'person held it.', 'people held it.');
  const together = moment.holders
    .filter((holder) => holder.together !== null)
    .map(
      ({ name, together }) =>
        html` ${name ?? 'Its holder'} also held other posts: ${together ? sayLoad(together) : ''} altogether.`,
    );
  return html`${who}${together}`;
}

function carrying(known: WhoKnew, post: string): Html {
  const items = known.posts.thenOf(post).map((moment) => {
    const why = moment.why === 'asked' ? 'At the time asked about' : 'When they decided';
    return html`<li>${why}, ${when(moment.at)}: <strong>${sayLoad(moment.load)}</strong>. ${held(known, moment)}</li>`;
  });
  return html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`;
}

const lineOf = (one: Row | Opening) => ('row' in one ? one.row.line : one.line);

function renderPost(known: WhoKnew, reading: PostReading): Html {
  const rows = [...reading.told, ...reading.opened, ...reading.did, ...reading.asked].sort((a, b) =>
    compareLines(lineOf(a), lineOf(b)),
  );
  const name = known.posts.nameOf(reading.post);
  return html`<section aria-labelledby="post-${reading.post}"><h3 class="govuk-heading-s" id="post-${reading.post}">${name}</h3>${carrying(known, reading.post)}${renderRows(known, html`What ${name} was told, opened, did and asked`, rows)}</section>`;
}

function renderChecking(known: WhoKnew): Html {
  const { pseudonyms, references, subject } = known;
  const rows = [...pseudonyms].map(
    ([id, ref]) =>
      html`<li>${references.get(id) ?? (id === subject.id ? 'This record' : 'A record')}: <span class="heed-key">${ref}</span></li>`,
  );
  return html`<section aria-labelledby="checking"><h2 class="govuk-heading-m" id="checking">How to check this without Heed</h2>
<p class="govuk-body">Each line gives the number of its entry in the ledger, and the entry’s act. An export of the ledger has the same entry at the same number, and whoever holds one can verify that nothing was changed. In it, records go by these names:</p>
<ul class="govuk-list govuk-list--bullet">${rows}</ul>
<p class="govuk-body">How many duties a post had is counted from the duties themselves, each of which is raised and met by an entry. A post is called what it is called today.</p></section>`;
}

/** Both readings, without the frame, the same on the page and in print. */
export function renderReading(known: WhoKnew): Html {
  const { reading, asOf } = known;
  const clocks = renderRows(known, 'Clocks and rungs', reading.clocks, 'When it should have been');
  return html`<p class="govuk-body-l">As of ${sayDateTime(asOf)}, London time.</p>
<p class="govuk-body">Each line says first what was recorded by then, and beside or below it what is known now of the time up to then. Only records that you may open are here.</p>
${known.cut && html`<p class="govuk-body">More concerns name it than one page holds: the newest are here.</p>`}
${summary(known)}
<h2 class="govuk-heading-m">Warnings</h2>
${renderRows(known, 'Each warning that existed', reading.warnings)}
<h2 class="govuk-heading-m">What each post knew</h2>
${reading.posts.length > 0 ? reading.posts.map((post) => renderPost(known, post)) : html`<p class="govuk-body">No post had been told of anything.</p>`}
<h2 class="govuk-heading-m">Clocks that passed, and rungs reached</h2>
${reading.clocks.length > 0 ? clocks : html`<p class="govuk-body">None.</p>`}
${renderChecking(known)}`;
}

function renderPrints(known: WhoKnew, query: string): Html {
  const href = hrefOf(known.subject, true);
  const names = known.mayName
    ? html`<li><a class="govuk-link" href="${href}?${query ? `${query}&` : ''}names=yes">Print it with people’s names and written reasons</a></li>`
    : '';
  return html`<ul class="govuk-list"><li><a class="govuk-link" href="${href}${query ? `?${query}` : ''}">Print it without people’s names</a></li>${names}</ul>`;
}

/** The page. `query` says as of when, for the links to print. */
export function renderWhoKnew(
  known: WhoKnew,
  values: AsOfValues,
  query: string,
  csrf: string | undefined,
): Html {
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Who knew what, when</span> ${titleOf(known)}</h1>
${renderAsOf(known.subject, values, NO_ERRORS, csrf)}
${renderReading(known)}
<h2 class="govuk-heading-m">Print</h2>
<p class="govuk-body">A print is entered in the ledger, and whether it carries names.</p>
${renderPrints(known, query)}`;
}

/** The page when the date or time could not be read: the form alone, with what was typed. */
export function renderAsOfAgain(
  subject: Subject,
  values: AsOfValues,
  errors: FormErrors,
  csrf: string | undefined,
): Html {
  return html`<h1 class="govuk-heading-l">Who knew what, when</h1>${renderAsOf(subject, values, errors, csrf)}`;
}

/** The page on which somebody with a reference in hand begins. */
export function renderFind(typed: string, errors: FormErrors, csrf: string | undefined): Html {
  const error = errors.byField.reference;
  return html`<h1 class="govuk-heading-l">Who knew what, when</h1>
<p class="govuk-body">Each warning, who was told of it and when, what they opened, what they decided and why, and what they were carrying that day: as it was recorded by any time you choose, beside what is known now.</p>
<form method="post" action="/who-knew" novalidate>${csrfField(csrf)}
${textInput({
  id: 'reference',
  name: 'reference',
  label: { text: 'Reference of a concern or a pattern', classes: 'govuk-label--s' },
  hint: {
    text: 'Such as HD-7K2M-94 or PT-7K2M-94. A child’s, an adult’s or a thing’s is reached from a concern about them.',
  },
  classes: 'govuk-input--width-20',
  value: typed,
  spellcheck: false,
  ...(error ? { errorMessage: error } : {}),
})}
${button({ text: 'Find' })}</form>`;
}
