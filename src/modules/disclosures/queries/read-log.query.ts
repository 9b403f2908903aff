/** The log of disclosures for whoever keeps a copy. Source: 70-disclosures.md 9.8 (mirrored to every recipient organisation). */
import type { Query } from '../../../kernel/command.ts';
import { addDays, dayOf } from '../domain/day.ts';
import { type LogAnswer, MOST_EVENTS } from '../domain/log-copy.ts';
import type { LogStore, MirrorPorts } from '../ports/watching.ports.ts';
import { isGranted, isLogRequest, type MirrorGrant } from '../sealing/mirror-grant.ts';

export interface AskedForLog {
  /** The mirror's public key, and the grant of one who receives disclosures. */
  readonly mirror: Uint8Array;
  readonly grant: MirrorGrant;
  /** From this event on, from 1. */
  readonly from: number;
  /** `YYYY-MM-DD` where the mirror is. */
  readonly day: string;
  readonly signature: Uint8Array;
}

const near = (day: string, now: Temporal.Instant) =>
  day >= addDays(dayOf(now), -1) && day <= addDays(dayOf(now), 1);

/** A part of the log. Refused unless a recipient in the newest roster granted it to this mirror, which asks for it these days. */
export function readLog(
  store: Pick<LogStore, 'listEvents' | 'listHeadsOf' | 'listGone'>,
  ports: MirrorPorts,
): Query<AskedForLog, LogAnswer> {
  return async (tx, { now, wall }, { mirror, grant, from, day, signature }) => {
    const refused = { ok: false, refusal: { code: 'disclosures.unknown' } } as const;
    // Either time: the demo's moves, and a mirror has the machine's.
    if (!near(day, now) && !near(day, wall)) return refused;
    const listed = await ports.findListed(tx, grant.keyId, dayOf(now));
    if (!listed || !(await isGranted(listed.sign, grant, mirror))) return refused;
    if (!(await isLogRequest(mirror, signature, from, day))) return refused;
    const events = await store.listEvents(tx, from, MOST_EVENTS);
    const heads = await store.listHeadsOf(tx, from, events.at(-1)?.seq ?? 0);
    const gone = await store.listGone(tx);
    return { ok: true, value: { events, heads, gone, headKey: await ports.headKey() }, entries: [] };
  };
}
