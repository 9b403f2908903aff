import type { CommandContext, Query } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { listDutiesAbout, listNoticesAbout } from '../../duties/index.ts';
import { deriveJoinedMemberships, deriveTogether, JOIN_ACTS } from '../domain/joined.ts';
import { deriveLine, LINE_ACTS, type Line, type ReadEntry } from '../domain/line.ts';
import { deriveOwnMembership, MEMBER_ACTS, type Membership } from '../domain/membership.ts';
import { deriveNoticeLines, listOpeningsWanted, NOTICE_ACTS } from '../domain/notice-lines.ts';
import { deriveReading, type Reading } from '../domain/reading.ts';
import type { OversightPorts, Subject } from '../ports.ts';
import { type PostsThen, readPostsThen } from './read-posts-then.query.ts';

/** What is asked: of which record, as of when, on the screen or to print, with people's names or without. */
export interface AskWhoKnew {
  readonly subject: Subject;
  /** `null`: now. */
  readonly asOf: Temporal.Instant | null;
  readonly medium: 'page' | 'print';
  /** Whether the print was asked for with people's names and words; a page shows them where the rules allow. */
  readonly withNames: boolean;
}

/** Everything the page says, already cut to what this viewer may see. */
export interface WhoKnew {
  readonly subject: Subject;
  /** "Jay, about 14", or `null` where nothing that may be shown says. */
  readonly name: string | null;
  readonly asOf: Temporal.Instant;
  readonly now: Temporal.Instant;
  readonly reading: Reading;
  readonly lines: readonly Line[];
  readonly memberships: readonly Membership[];
  /** References of concerns and patterns, and pseudonyms of every record in the log, by record id. */
  readonly references: ReadonlyMap<string, string>;
  readonly pseudonyms: ReadonlyMap<string, string>;
  readonly posts: PostsThen;
  /** What people wrote is shown, and the names of those whom the viewer may see by name. */
  readonly named: boolean;
  /** The viewer may print it with names. */
  readonly mayName: boolean;
  /** More concerns belong than one page reads: only the newest are here. */
  readonly cut: boolean;
}

export const SEE = 'oversight.see-who-knew';
export const NAME = 'oversight.print-names';
/** What is read of the log; that somebody read this page before, for one, is not part of it. */
const ACTS = [...new Set([...LINE_ACTS, ...NOTICE_ACTS, ...MEMBER_ACTS, ...JOIN_ACTS])];
/** Most concerns in one reading, the newest: a school or a hospital may be named in thousands. */
const MOST = 200;

/** The concerns of the record, and since when each was known to belong. */
function membersOf(subject: Subject, entries: readonly ReadEntry[]): readonly Membership[] {
  return subject.kind === 'concern' ? [] : deriveJoinedMemberships(subject.id, entries);
}

/**
 * The record and those it was ever joined to, with the entries on all of them. One that a rule keeps from whoever asks is
 * left out; where it is one with this record now, so is the whole: it says who the other is.
 */
async function entriesOf(
  ports: OversightPorts,
  tx: Tx,
  ctx: CommandContext,
  subject: Subject,
): Promise<Outcome<readonly ReadEntry[]>> {
  const joined = await ports.listJoined(tx, subject);
  const all = await ports.entries.listEntriesOf(tx, [subject, ...joined], ACTS);
  if (joined.length === 0) return accept(all);
  const now = new Set(deriveTogether(subject.id, all).flatMap(({ part, to }) => (to === null ? [part] : [])));
  const kept = new Set<string>();
  for (const part of joined) {
    const verdict = await ports.rules.decide(tx, ctx.actor, SEE, part, ctx.now);
    if (verdict.allowed || verdict.basis === null) continue;
    if (now.has(part.id)) return refuse('oversight.not-found');
    kept.add(part.id);
  }
  return accept(all.filter((entry) => !kept.has(entry.subject.id)));
}

/**
 * The concerns that this viewer may see of those that belong. Somebody whom a rule keeps from any one of them (named in it, a
 * conflict of interest) is kept from the whole: what is left would tell them what is missing.
 */
async function allowedOf(
  ports: OversightPorts,
  tx: Tx,
  ctx: CommandContext,
  concerns: readonly ConcernId[],
): Promise<Outcome<readonly ConcernId[]>> {
  const allowed = await ports.rules.filterConcerns(tx, ctx.actor, SEE, concerns, ctx.now);
  for (const id of concerns.filter((one) => !allowed.includes(one))) {
    const verdict = await ports.rules.decide(tx, ctx.actor, SEE, { kind: 'concern', id }, ctx.now);
    // No rule let them in (`null`): they see the rest. A rule kept them out: they see nothing.
    if (!verdict.allowed && verdict.basis !== null) return refuse('oversight.not-found');
  }
  return allowed.length > 0 ? accept(allowed) : refuse('oversight.not-found');
}

async function loadLines(
  ports: OversightPorts,
  tx: Tx,
  subject: Subject,
  entries: readonly ReadEntry[],
  concerns: readonly ConcernId[],
): Promise<readonly Line[]> {
  const about = [
    ...(subject.kind === 'pattern' ? [subject] : []),
    ...concerns.map((id) => ({ kind: 'concern', id }) as const),
  ];
  const notices = await listNoticesAbout(tx, about);
  const openings = await ports.entries.listNoticeOpenings(tx, listOpeningsWanted(notices));
  const duties = await listDutiesAbout(tx, about);
  const what = new Map(duties.map((duty): [string, string] => [duty.id, duty.what]));
  return [
    ...entries.flatMap((entry) => deriveLine(entry) ?? []),
    ...deriveNoticeLines(notices, entries, openings, what),
  ];
}

async function referencesOf(
  ports: OversightPorts,
  tx: Tx,
  subject: Subject,
  lines: readonly Line[],
): Promise<ReadonlyMap<string, string>> {
  const own = subject.kind === 'pattern' ? await ports.referenceOf(tx, subject) : null;
  return new Map([
    ...(own === null ? [] : [[subject.id, own] as const]),
    ...lines.flatMap(({ record, detail }) =>
      typeof detail.reference === 'string' ? [[record.id, detail.reference] as const] : [],
    ),
  ]);
}

/** How a reading is entered: which record, as of when, and, of a print, whether it carries names. */
function actOf({ medium, withNames }: AskWhoKnew) {
  if (medium === 'page') return 'oversight.who-knew-opened' as const;
  return withNames
    ? ('oversight.who-knew-printed-with-names' as const)
    : ('oversight.who-knew-printed' as const);
}

/**
 * Who knew what, when: both readings of a record as of an instant. Opening it is an entry about the record, printing it
 * another. A fixed number of statements, each by index, whatever the size of the log. Refuses `oversight.not-found`: no such
 * record, none of it for this viewer, or a rule keeps them from part of it.
 */
export function whoKnew(ports: OversightPorts): Query<AskWhoKnew, WhoKnew> {
  return async (tx, ctx, input) => {
    const { subject } = input;
    const asOf = input.asOf ?? ctx.now;
    const read = await entriesOf(ports, tx, ctx, subject);
    if (!read.ok) return read;
    const own = read.value;
    if (own.length === 0) return refuse('oversight.not-found');
    const members = membersOf(subject, own);
    const belonging = [...new Set(members.map(({ concern }) => concern as ConcernId))].reverse();
    const newest = belonging.slice(0, MOST);
    const allowed =
      subject.kind === 'concern'
        ? accept([subject.id as ConcernId])
        : await allowedOf(ports, tx, ctx, newest);
    if (!allowed.ok) return allowed;
    const concerns = allowed.value;
    const theirs =
      subject.kind === 'concern'
        ? []
        : await ports.entries.listEntriesOf(
            tx,
            concerns.map((id) => ({ kind: 'concern', id }) as const),
            ACTS,
          );
    const lines = await loadLines(ports, tx, subject, [...own, ...theirs], concerns);
    const memberships = [
      deriveOwnMembership(subject),
      ...members.filter(({ concern }) => concerns.includes(concern as ConcernId)),
    ];
    const reading = deriveReading({ lines, memberships, asOf, now: ctx.now });
    const seesNames = await ports.rules.decide(tx, ctx.actor, 'access.see-area', null, ctx.now);
    const mayName = await ports.rules.decide(tx, ctx.actor, NAME, subject, ctx.now);
    const named = input.medium === 'page' ? seesNames.allowed : input.withNames && mayName.allowed;
    const seen = named ? await ports.namesSeen(tx, ctx.actor, ctx.now) : () => false;
    const records = [subject, ...concerns.map((id) => ({ kind: 'concern', id }) as const)];
    return {
      ok: true,
      value: {
        subject,
        name: named ? await ports.nameRecord(tx, subject, concerns, asOf) : null,
        asOf,
        now: ctx.now,
        reading,
        lines,
        memberships,
        references: await referencesOf(ports, tx, subject, lines),
        pseudonyms: await ports.entries.listPseudonyms(tx, records),
        posts: await readPostsThen(tx, reading, asOf, seen),
        named,
        mayName: mayName.allowed,
        cut: belonging.length > newest.length,
      },
      entries: [
        {
          act: actOf(input),
          subject,
          about: concerns.filter((id) => id !== subject.id).map((id) => ({ kind: 'concern', id })),
          body: { asOf: asOf.toString(), names: named },
        },
      ],
    };
  };
}

/** The record a reference names, for somebody whom the rules let read it. Refuses `oversight.no-reference`. */
export function findSubject(ports: OversightPorts): Query<{ readonly typed: string }, Subject> {
  return async (tx, ctx, { typed }) => {
    const found = await ports.findByReference(tx, typed);
    if (!found) return refuse('oversight.no-reference', 'reference');
    const verdict = await ports.rules.decide(tx, ctx.actor, SEE, found, ctx.now);
    if (!verdict.allowed) return refuse('oversight.no-reference', 'reference');
    return {
      ok: true,
      value: found,
      entries: [{ act: 'oversight.who-knew-found', subject: found, body: {} }],
    };
  };
}
