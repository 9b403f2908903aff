/**
 * Whether the log of disclosures that a service shows is the one that was shown before, whole and in order. Judged by whoever keeps a
 * copy, with no word of the service's believed. Source: 70-disclosures.md 9.8; tests 10.12.
 */
import { sameBytes } from '../../../kernel/bytes.ts';
import { type DueOf, judgeClocks } from './judge-clocks.ts';
import { judgeRemovals } from './judge-removals.ts';
import { type ChainedEvent, type DayHead, encodeEvent, encodeHead, NO_HASH } from './logged-event.ts';

export interface ShownLog {
  readonly events: readonly ChainedEvent[];
  readonly heads: readonly DayHead[];
  readonly gone: readonly string[];
}

/** What the copy holds of both. */
export type OwnLog = Pick<ShownLog, 'events' | 'heads'>;

export interface Judging {
  /** Today where the copy is, `YYYY-MM-DD`. */
  readonly today: string;
  readonly addDays: (day: string, days: number) => string;
  readonly dueOf: DueOf;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
  /** Whether a head is signed by the service's key. */
  readonly isSigned: (head: DayHead) => boolean;
}

/** What is wrong, a sentence each, and how much is not: so many events and heads from the beginning may be taken into the copy. */
export interface JudgedLog {
  readonly faults: readonly string[];
  readonly soundEvents: number;
  readonly soundHeads: number;
}

type Sha256 = Judging['sha256'];

/** How many events from the beginning follow one another as they must. */
function countChained(events: readonly ChainedEvent[], sha256: Sha256): number {
  let before: Pick<ChainedEvent, 'hash' | 'day'> = { hash: NO_HASH, day: '' };
  for (const [at, event] of events.entries()) {
    const follows = event.seq === at + 1 && sameBytes(event.previous, before.hash) && event.day >= before.day;
    if (!follows || !sameBytes(sha256(encodeEvent(event)), event.hash)) return at;
    before = event;
  }
  return events.length;
}

function judgeEvents(own: readonly ChainedEvent[], shown: readonly ChainedEvent[], sha256: Sha256) {
  const faults: string[] = [];
  const missing = own.length - shown.length;
  if (missing > 0)
    faults.push(
      `The service's log is shorter than this copy: ${missing} of ${own.length} events were taken away.`,
    );
  const changed = own.findIndex(({ hash }, at) => shown[at] && !sameBytes(hash, shown[at].hash));
  if (changed >= 0)
    faults.push(`Event ${changed + 1} of ${own[changed]?.day} is not the one that this copy has.`);
  const chained = countChained(shown, sha256);
  // Where it is another log than the copy's, nothing of it is taken in.
  const sound = faults.length > 0 ? Math.min(own.length, chained) : chained;
  if (chained < shown.length)
    faults.push(
      `Event ${chained + 1} does not follow the one before: something was taken out, put in or changed there.`,
    );
  return { faults, sound };
}

/** What is wrong with the head that ought to be of `day`, of which `last` is the last event; `null` where nothing is. */
function faultOfHead(
  head: DayHead,
  day: string,
  last: ChainedEvent | undefined,
  { sha256, isSigned }: Judging,
): string | null {
  if (head.day !== day) return `The head of ${day} is missing.`;
  if (last?.seq !== head.seq || !sameBytes(sha256(encodeHead(day, last.hash, last.seq)), head.hash))
    return `The head of ${day} is not of what happened up to that day.`;
  return isSigned(head) ? null : `The head of ${day} is not signed by the service's key.`;
}

/** What is wrong where `next` is the first day without a head: every day before today has one from its end on. */
function faultOfSilence(next: string | undefined, { today }: Judging): readonly string[] {
  if (next === undefined) return ["The service's log is empty: its worker has never run."];
  if (next >= today) return [];
  return [
    `There is no head for ${next}, nor since: the service's worker stands still, or is kept from writing.`,
  ];
}

function judgeHeads(own: readonly DayHead[], { events, heads }: ShownLog, judging: Judging) {
  const faults: string[] = [];
  const other = own.find(({ hash }, at) => !heads[at] || !sameBytes(hash, heads[at].hash));
  if (other) faults.push(`The head of ${other.day} is not the one that this copy has.`);
  let day = events[0]?.day;
  let [sound, by] = [0, 0];
  for (const head of heads) {
    if (day === undefined) break;
    while ((events[by]?.day ?? '~') <= day) by += 1;
    const fault = faultOfHead(head, day, events[by - 1], judging);
    if (fault) {
      faults.push(fault);
      break;
    }
    sound += 1;
    day = judging.addDays(day, 1);
  }
  if (sound === heads.length) faults.push(...faultOfSilence(day, judging));
  return { faults, sound: other ? 0 : sound };
}

/** Judges all of it. */
export function judgeLog(own: OwnLog, shown: ShownLog, judging: Judging): JudgedLog {
  const events = judgeEvents(own.events, shown.events, judging.sha256);
  const heads = judgeHeads(own.heads, shown, judging);
  const sound = shown.events.slice(0, events.sound);
  const gone = shown.gone.map((id) => `Disclosure ${id} came, was never removed, and is not there any more.`);
  return {
    faults: [
      ...events.faults,
      ...heads.faults,
      ...judgeRemovals(sound, judging.addDays),
      ...judgeClocks(sound, judging.today, judging.dueOf),
      ...gone,
    ],
    soundEvents: events.sound,
    soundHeads: heads.sound,
  };
}
