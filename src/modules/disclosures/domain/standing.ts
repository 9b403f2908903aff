/**
 * How far a disclosure has got, and what is owed about it: a function of what was done, so that no path leaves one unowed. Source:
 * 70-disclosures.md 9.2, 9.7-9.10; Directive (EU) 2019/1937, articles 9 and 11 (seven days, three months), as good practice; the
 * working day for the header is Heed's own, because a child may be in danger.
 */
import type { ReaderRole, ReportPolicy } from './sealed-report.ts';

/** held: not given out yet. asked: may read the header. cleared: said that they have no part in it. recused: said that they have. */
export type ReaderStanding = 'held' | 'asked' | 'cleared' | 'recused';

/** One person it was sealed to, by their key's id in base64url. Days are `YYYY-MM-DD`. */
export interface Reader {
  readonly keyId: string;
  readonly role: ReaderRole;
  readonly place: number;
  readonly standing: ReaderStanding;
  readonly asked: string | null;
}

/** What clocks hang on. Days are `YYYY-MM-DD`, `null` where it has not happened. */
export interface Standing {
  readonly policy: ReportPolicy;
  readonly day: string;
  readonly readers: readonly Reader[];
  readonly acknowledged: string | null;
  readonly fedBack: string | null;
  readonly closed: string | null;
  readonly withdrawn: string | null;
  /** Since when the outside body may read it. */
  readonly escalated: string | null;
  /** Days on which somebody asked the discloser how things are at work. */
  readonly checkIns: readonly string[];
}

/**
 * `open-header`: one of those asked has read who and what it is about and said whether they have a part in it. `outside-opens`: the
 * same of the outside body, once it was asked. The rest is owed by those who cleared themselves.
 */
export const CLOCK_KINDS = [
  'open-header',
  'outside-opens',
  'acknowledge',
  'feedback',
  'check-in-30',
  'check-in-90',
  'check-in-180',
  'check-in-365',
] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** Reprisals seldom come at once: asked for a year, also after the matter is closed (9.10). */
export const CHECK_INS = [30, 90, 180, 365] as const;
/** From so many days before a check-in's day, asking counts as that one. */
const EARLY = 7;

/** One thing owed: counted from `since`, and done, or not yet. */
export interface Owed {
  readonly kind: ClockKind;
  readonly since: string;
  readonly met: boolean;
}

const latest = (days: readonly string[]): string | undefined => [...days].sort().at(-1);

const askedOf = (standing: Standing, outside: boolean): readonly Reader[] =>
  standing.readers.filter(({ role, standing: at }) => (role === 'escalation') === outside && at !== 'held');

function opening(standing: Standing, outside: boolean): readonly Owed[] {
  const asked = askedOf(standing, outside);
  const since = latest(asked.flatMap(({ asked: day }) => day ?? []));
  if (since === undefined) return [];
  const cleared = asked.some(({ standing: at }) => at === 'cleared');
  // Where all inside have stepped back, it is the outside body's to open.
  const gone = asked.every(({ standing: at }) => at === 'recused');
  return [{ kind: outside ? 'outside-opens' : 'open-header', since, met: cleared || gone }];
}

/** `day` moved on by so many days. */
export type AddDays = (day: string, days: number) => string;

/**
 * Everything that is or was owed about a disclosure. Nothing is owed any more once its discloser has taken it back; check-ins go on
 * after it is closed. A thread about reprisals is owed reading, acknowledging and an answer, and asks no questions of its own.
 */
export function deriveOwed(standing: Standing, addDays: AddDays): readonly Owed[] {
  if (standing.withdrawn !== null) return [];
  const { day, policy, checkIns } = standing;
  const answered = standing.fedBack ?? standing.closed;
  const asking = (after: number) => addDays(day, after - EARLY);
  const checks =
    policy === 'reprisal'
      ? []
      : CHECK_INS.map((after, at): Owed => {
          const next = CHECK_INS[at + 1];
          return {
            kind: `check-in-${after}`,
            since: day,
            met: checkIns.some((on) => on >= asking(after) && (next === undefined || on < asking(next))),
          };
        });
  return [
    ...opening(standing, false),
    ...opening(standing, true),
    { kind: 'acknowledge', since: day, met: standing.acknowledged !== null },
    { kind: 'feedback', since: day, met: answered !== null },
    ...checks,
  ];
}

/** Whether missing this clock hands the disclosure to the outside body. */
export function missedGoesOutside(kind: ClockKind): boolean {
  return kind !== 'outside-opens';
}

/** The reader who is asked next when somebody steps back, or `null`: held in reserve, in the order the discloser's browser drew. */
export function nextReserve(readers: readonly Reader[]): Reader | null {
  const held = readers.filter(({ role, standing }) => role === 'reserve' && standing === 'held');
  return [...held].sort((a, b) => a.place - b.place)[0] ?? null;
}

/**
 * Whether this reader may step back: not when nobody would be left who may read it. GlobaLeaks let the last recipient remove
 * themselves (GL#3182): a report that nobody could open. It goes to the outside body first.
 */
export function canStepBack(readers: readonly Reader[], keyId: string): boolean {
  const others = readers.filter((reader) => reader.keyId !== keyId);
  return (
    nextReserve(others) !== null ||
    others.some(({ standing }) => standing === 'asked' || standing === 'cleared')
  );
}
