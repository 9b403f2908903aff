/**
 * Each day that has ended gets one signed head, quiet ones too, in order: whoever keeps a copy of the log sees by them that nothing in
 * it was taken away or changed. Source: 70-disclosures.md, preface, 9.8.
 */
import type { Command } from '../../../kernel/command.ts';
import { dayOf } from '../domain/day.ts';
import { DAY_CLOSED, type DayHead, encodeHead, LOG_OPENED } from '../domain/logged-event.ts';
import type { LogStore } from '../ports/watching.ports.ts';
import { sha256 } from '../sealing/web-crypto.ts';

const LOG = { kind: 'configuration', id: 'disclosures.log' } as const;
const NOT_NOW = { ok: false, refusal: { code: 'disclosures.not-now' } } as const;

/** Begins the log, so that it is counted from the day on which the channel was opened. Refused where it has begun. */
export function openLog(store: Pick<LogStore, 'lockLog'>): Command<null, null> {
  return async (tx) => {
    if ((await store.lockLog(tx)).seq > 0) return NOT_NOW;
    return { ok: true, value: null, entries: [{ act: LOG_OPENED, subject: LOG, body: {} }], events: [] };
  };
}

/** Closes the next day that has none yet. Refused while that day is not over. `sign`: 64 bytes for a day and its head. */
export function closeDay(
  store: Pick<LogStore, 'lockLog' | 'findOpenDay' | 'getLastBy' | 'saveHead'>,
  sign: (day: string, head: Uint8Array) => Promise<Uint8Array>,
): Command<null, DayHead> {
  return async (tx, ctx) => {
    // Looked at under the lock, so that whatever was committed by then is in it, and what comes after is of a later day.
    await store.lockLog(tx);
    const day = await store.findOpenDay(tx);
    if (day === null || day >= dayOf(ctx.now)) return NOT_NOW;
    const { seq, hash: last } = await store.getLastBy(tx, day);
    const hash = await sha256(encodeHead(day, last, seq));
    const head = { day, seq, hash, signature: await sign(day, hash) };
    await store.saveHead(tx, head);
    return { ok: true, value: head, entries: [{ act: DAY_CLOSED, subject: LOG, body: {} }], events: [] };
  };
}
