/** Reads the pages of "who knew what, when" as a test needs them: lines, times and what they cite. */
import assert from 'node:assert/strict';
import type { KnownStory } from './known-story.ts';

export const plain = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replace(/\s+/g, ' ')
    .trim();

/** A line of the page: when, what was recorded by then, what is known now. */
export interface SeenRow {
  readonly when: string;
  readonly first: string;
  readonly second: string;
}

/** A page as it was answered, and the lines on it. */
export interface SeenPage {
  readonly status: number;
  readonly body: string;
  readonly text: string;
  readonly rows: readonly SeenRow[];
}

function readRows(body: string): readonly SeenRow[] {
  return [
    ...body.matchAll(/<tr class="govuk-table__row"><th[^>]*scope="row"[^>]*>(.*?)<\/th>(.*?)<\/tr>/gs),
  ].map((row) => {
    const cells = [...(row[2] ?? '').matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map((cell) => plain(cell[1] ?? ''));
    return { when: plain(row[1] ?? ''), first: cells[0] ?? '', second: cells[1] ?? '' };
  });
}

/** The minute of an instant as the form's fields say it. */
function fieldsOf(at: Temporal.Instant): string {
  const local = at.toZonedDateTimeISO('Europe/London');
  const time = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`;
  return `date-day=${local.day}&date-month=${local.month}&date-year=${local.year}&time=${time}`;
}

/** Opens `/who-knew/` and `path` as the holder of a post, as of an instant's minute. */
export async function seeWhoKnew(
  story: KnownStory,
  who: string,
  path: string,
  asOf?: Temporal.Instant,
): Promise<SeenPage> {
  const answer = await story.visitorAs(who).open(`/who-knew/${path}${asOf ? `?${fieldsOf(asOf)}` : ''}`);
  return { status: answer.status, body: answer.body, text: plain(answer.body), rows: readRows(answer.body) };
}

/** The line that says this, on either side; fails where none does. */
export const rowWith = (page: SeenPage, pattern: RegExp): SeenRow => {
  const row = page.rows.find(({ first: a, second: b }) => pattern.test(`${a} ${b}`));
  assert.ok(
    row,
    `no line says ${pattern}:\n${page.rows.map(({ first: a, second: b }) => `${a} | ${b}`).join('\n')}`,
  );
  return row;
};
/** The minute of an instant as the page says it. */
export const timeOf = (at: Temporal.Instant) =>
  at.toLocaleString('en-GB', {
    hour: 'numeric',
    minute: '2-digit',
    hour12: false,
    timeZone: 'Europe/London',
  });

/** Index and act of every line cited in a text. */
export const citesIn = (text: string) =>
  [...text.matchAll(/Ledger (\d+), ([a-z-]+\.[a-z-]+)/g)].map(([, index, act]) => ({
    index: Number(index),
    act,
  }));
