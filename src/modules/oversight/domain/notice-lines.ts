/**
 * What posts were told, and when somebody opened it. Source: 30-duties.md (Delivery is checked). A notice is a row; that it
 * was raised, sent and opened are entries, and a line stands only where its entry is found.
 */
import type { RecordRef } from '../../../kernel/entry.ts';
import { citeOf, type Line, type ReadEntry } from './line.ts';

/** One notice of a duty about a record. */
export interface ToldNotice {
  readonly id: string;
  readonly duty: string;
  readonly post: string;
  readonly kind: string;
  readonly at: Temporal.Instant;
  readonly means: readonly string[];
  readonly openedAt: Temporal.Instant | null;
  readonly openedBy: string | null;
}

/** The entry that a notice of each kind was raised with, in the same transaction. */
const RAISED_WITH: Readonly<Record<string, string>> = {
  raised: 'duties.duty-raised',
  warned: 'duties.owner-warned',
  missed: 'duties.clock-missed',
  resent: 'duties.notice-sent-again',
  reached: 'duties.rung-reached',
  informed: 'duties.rung-reached',
  'asked:extension': 'duties.extension-asked',
  'asked:withdrawal': 'duties.withdrawal-asked',
};

/** Every act that a notice is raised with. */
export const NOTICE_ACTS: readonly string[] = [...new Set(Object.values(RAISED_WITH))];

const entryKey = (act: string, duty: unknown, at: Temporal.Instant) =>
  `${act} ${duty} ${at.epochMilliseconds}`;

/** Who is asked in the ledger for the opening of a notice: by its post's entries, or by the person's. */
export function listOpeningsWanted(
  notices: readonly ToldNotice[],
): readonly { readonly subject: RecordRef; readonly at: Temporal.Instant }[] {
  const wanted = new Map<string, { readonly subject: RecordRef; readonly at: Temporal.Instant }>();
  for (const { post, openedAt: at, openedBy } of notices) {
    if (!at) continue;
    const subjects: RecordRef[] = [{ kind: 'post', id: post }];
    if (openedBy) subjects.push({ kind: 'account', id: openedBy });
    for (const subject of subjects) wanted.set(`${subject.id} ${at.epochMilliseconds}`, { subject, at });
  }
  return [...wanted.values()];
}

/** The entry that says this notice was opened: the post's, the person's, or the duty page's. */
function findOpening(notice: ToldNotice, openings: readonly ReadEntry[]): ReadEntry | undefined {
  const { openedAt, post, openedBy } = notice;
  if (!openedAt) return undefined;
  return openings.find((entry) => {
    if (!entry.at.equals(openedAt)) return false;
    // The list of notices read says only who read it and when: what one reading opened, it opened at one instant.
    if (entry.act === 'duties.notices-read') return entry.subject.id === openedBy;
    const { body } = entry;
    const opened = Array.isArray(body?.notices) ? body.notices : [];
    return (
      opened.includes(notice.id) ||
      (entry.act === 'duties.notices-opened' && !body && entry.subject.id === post)
    );
  });
}

function toldLine(notice: ToldNotice, record: RecordRef, entry: ReadEntry, what: string): Line {
  return {
    kind: 'told',
    cite: citeOf(entry),
    at: notice.at,
    recorded: entry.at,
    record,
    post: notice.post,
    account: null,
    key: `notice:${notice.id}`,
    detail: { told: notice.kind, means: [...notice.means], what },
    words: {},
  };
}

function openedLine(notice: ToldNotice, record: RecordRef, entry: ReadEntry, at: Temporal.Instant): Line {
  return {
    kind: 'notice-opened',
    cite: citeOf(entry),
    at,
    recorded: entry.at,
    record,
    post: notice.post,
    account: notice.openedBy,
    key: `notice:${notice.id}`,
    detail: {},
    words: {},
  };
}

/**
 * A line for each notice, and one for its opening. `entries` are those on the records the duties are about, `openings` those
 * found for `listOpeningsWanted`; `what` says what each duty is, by its id.
 */
export function deriveNoticeLines(
  notices: readonly ToldNotice[],
  entries: readonly ReadEntry[],
  openings: readonly ReadEntry[],
  what: ReadonlyMap<string, string>,
): readonly Line[] {
  const raised = new Map<string, ReadEntry>();
  for (const entry of entries)
    if (entry.act.startsWith('duties.'))
      raised.set(entryKey(entry.act, entry.body?.duty ?? null, entry.at), entry);
  const every = [...openings, ...entries.filter(({ act }) => act === 'duties.duty-opened')];
  return notices.flatMap((notice) => {
    const entry = raised.get(entryKey(RAISED_WITH[notice.kind] ?? '', notice.duty, notice.at));
    if (!entry) return [];
    const told = toldLine(notice, entry.subject, entry, what.get(notice.duty) ?? '');
    const opening = findOpening(notice, every);
    return opening && notice.openedAt
      ? [told, openedLine(notice, entry.subject, opening, notice.openedAt)]
      : [told];
  });
}
