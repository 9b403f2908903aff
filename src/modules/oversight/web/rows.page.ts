import { type Content, type Html, html, NOTHING, type TableCell, table } from '../../../ui/index.ts';
import type { Line } from '../domain/line.ts';
import { listOpenedBefore, type Opening, type Row } from '../domain/reading.ts';
import type { WhoKnew } from '../queries/who-knew.query.ts';
import { sayAnswer, sayCite, sayLine, sayLoad, when } from './line-words.presenter.ts';

/** What an unanswered line says of itself, by kind: a request is told as plainly as a clock. */
const UNANSWERED: Partial<Record<Line['kind'], readonly [then: string, now: string]>> = {
  asked: ['No answer by then.', 'Still not answered.'],
  told: ['Not opened by then.', 'Still not opened.'],
  missed: ['Not done by then.', 'Still not done.'],
};
/** Which answers end a line: a delivery does not open a notice. */
const ENDS: Partial<Record<Line['kind'], Line['kind']>> = {
  asked: 'answered',
  told: 'notice-opened',
  missed: 'met',
};

/** A part of a cell, on lines of its own. */
const part = (content: Content): Html => html`<span class="heed-knew__part">${content}</span>`;

function answers(known: WhoKnew, lines: readonly Line[]): Html {
  return html`${lines.map((line) => part(html`${sayAnswer(known, line)} ${sayCite(line.cite)}`))}`;
}

function person(known: WhoKnew, line: Line): Content {
  const name = line.account === null ? null : known.posts.personOf(line.account);
  return name && line.kind !== 'told' ? html`<br>By ${name}.` : '';
}

/** What the person had opened before they decided, and what they were carrying, as entered with the decision. */
function stood(known: WhoKnew, line: Line): Content {
  if (line.cite.act !== 'concerns.concern-decided' && line.cite.act !== 'concerns.pattern-reviewed')
    return '';
  const opened = listOpenedBefore(known.lines, line).map(
    (one) =>
      html`<br>${known.references.get(one.record.id) ?? 'the record'}, ${when(one.at)} ${sayCite(one.cite)}`,
  );
  const list =
    opened.length > 0
      ? html`<br>Opened by them before deciding:${opened}`
      : html`<br>Nothing here was opened by them before deciding.`;
  const context = line.detail.context;
  const number = (name: string) => {
    const value: unknown =
      typeof context === 'object' && context !== null ? Reflect.get(context, name) : undefined;
    return Array.isArray(value) ? value.length : Number(value ?? 0);
  };
  if (context === undefined) return list;
  const load = sayLoad({ open: number('openDuties'), overdue: number('overdueDuties') });
  return html`${list}<br>Entered with the decision: they were carrying ${load}, and had opened ${number('evidenceOpened')} of ${number('evidenceThere')}: this concern and every other then known to be about the same child or thing.`;
}

function isEnded(row: Row, lines: readonly Line[]): boolean {
  const end = ENDS[row.line.kind];
  return end === undefined || lines.some(({ kind }) => kind === end);
}

function thenCell(known: WhoKnew, row: Row, more: Content): Content {
  if (!row.recorded) return 'Not recorded by then.';
  const { line } = row;
  const open = isEnded(row, row.answeredThen) ? '' : part(UNANSWERED[line.kind]?.[0] ?? '');
  return html`${sayLine(known, line)}${person(known, line)}${stood(known, line)}${more} ${sayCite(line.cite)}${answers(known, row.answeredThen)}${open}`;
}

function nowCell(known: WhoKnew, row: Row): Content {
  const { line, since, gone } = row;
  if (gone)
    return html`No longer part of this record: the link was undone, ${when(gone.at)} ${sayCite(gone.cite)}`;
  if (!row.known) return 'Not part of this record.';
  const ended = isEnded(row, [...row.answeredThen, ...row.answeredLater]);
  const open = ended ? '' : part(UNANSWERED[line.kind]?.[1] ?? '');
  const later = answers(known, row.answeredLater);
  if (!since) {
    const same = row.answeredLater.length === 0 && ended;
    if (same) return 'The same.';
    return row.answeredLater.length > 0
      ? html`The same, and since then:${later}${open}`
      : html`The same.${open}`;
  }
  const how = since.linked ? 'Linked to this record later' : 'Recorded later';
  const cite = since.linked ? sayCite(line.cite) : '';
  return html`${sayLine(known, line)}${person(known, line)}${stood(known, line)} ${cite}${part(html`<strong>${how}:</strong> ${when(since.at)} ${sayCite(since.cite)}`)}${later}${open}`;
}

const cell = (label: string, text: Content): TableCell => ({ text, attributes: { 'data-label': label } });

function about(known: WhoKnew, line: Line): Content {
  if (line.record.id === known.subject.id) return '';
  return html`<br><span class="heed-unbroken">${known.references.get(line.record.id) ?? ''}</span>`;
}

/** Rows in both readings side by side; on a phone one under the other. */
export function renderRows(
  known: WhoKnew,
  caption: Content,
  rows: readonly (Row | Opening)[],
  whenLabel = 'When',
): Html {
  if (rows.length === 0) return NOTHING;
  const body = rows.map((one) => {
    const row = 'row' in one ? one.row : one;
    const times =
      'row' in one && one.timesThen > 1 ? html` Opened on ${one.timesThen} occasions by then.` : '';
    return [
      { text: html`${when(row.line.at)}${about(known, row.line)}` },
      cell('Recorded by then', thenCell(known, row, times)),
      cell('Known now', nowCell(known, row)),
    ];
  });
  return html`<div class="heed-tablewrap">${table({
    caption,
    captionClasses: 'govuk-visually-hidden',
    classes: 'heed-stack heed-knew',
    head: [{ text: whenLabel }, { text: 'Recorded by then' }, { text: 'Known now' }],
    firstCellIsHeader: true,
    rows: body,
  })}</div>`;
}
