/** Whether what was removed could be: by the log alone, as whoever keeps a copy sees it. Source: 70-disclosures.md 9.8. */
import { toBase64url } from './base64url.ts';
import { type ChainedEvent, RECEIVED, REMOVAL_ASKED, REMOVAL_TAKEN_BACK, REMOVED } from './logged-event.ts';

/** Two must ask, so many days before. */
const NOTICE_DAYS = 30;
/** Whatever nobody asks to remove is kept for six years, less a week that chance may take off. */
const LEAST_KEPT_DAYS = 6 * 365 - 7;

type AddDays = (day: string, days: number) => string;

/** What the log says of one disclosure: the day it came, and who asks since when that it go. */
interface Course {
  received: string | null;
  readonly asking: Map<string, string>;
}

function mayGo({ received, asking }: Course, day: string, addDays: AddDays): boolean {
  if (received !== null && addDays(received, LEAST_KEPT_DAYS) <= day) return true;
  const second = [...asking.values()].sort()[1];
  return second !== undefined && addDays(second, NOTICE_DAYS) <= day;
}

/** A sentence for each disclosure that was removed before it was time. */
export function judgeRemovals(events: readonly ChainedEvent[], addDays: AddDays): readonly string[] {
  const faults: string[] = [];
  const courses = new Map<string, Course>();
  for (const { kind, report, keyId, day } of events) {
    if (report === null) continue;
    const course = courses.get(report) ?? { received: null, asking: new Map() };
    courses.set(report, course);
    const who = toBase64url(keyId ?? new Uint8Array());
    if (kind === RECEIVED) course.received = day;
    if (kind === REMOVAL_ASKED && !course.asking.has(who)) course.asking.set(who, day);
    if (kind === REMOVAL_TAKEN_BACK) course.asking.delete(who);
    if (kind === REMOVED && !mayGo(course, day, addDays))
      faults.push(
        `Disclosure ${report} was removed on ${day} without two people having asked for it in time.`,
      );
  }
  return faults;
}
