/** One part of a file arrives, before the disclosure that will name it. Source: 70-disclosures.md 9.15, 10.16. */
import type { Command } from '../../../kernel/command.ts';
import { dayOf } from '../domain/day.ts';
import { showId } from '../domain/sealed-report.ts';
import type { DisclosurePorts } from '../ports.ts';
import { reportRef } from './keep-clocks.command.ts';

/** Parts waiting at once for a disclosure to name them: 2 GB. Past it only words are taken, which never have a bound (9.13). */
const MOST_WAITING = 500;
const TAG = 16;
const LARGEST = 4 * 1024 * 1024 + TAG;
/** Parts that a file of 25 MB can have. */
const MOST_PARTS = 7;

export interface TakePart {
  readonly report: Uint8Array;
  readonly file: Uint8Array;
  readonly part: number;
  readonly sealed: Uint8Array;
}

/** Keeps it. The same part sent again changes nothing. Swept after two days if nothing names it. */
export function takePart(ports: DisclosurePorts): Command<TakePart, null> {
  return async (tx, ctx, { report, file, part, sealed }) => {
    const fits = part >= 0 && part < MOST_PARTS && sealed.length >= TAG && sealed.length <= LARGEST;
    if (!fits || report.length !== 16 || file.length !== 16)
      return { ok: false, refusal: { code: 'disclosures.not-sealed' } };
    const id = showId(report);
    // What names its files is sealed: nothing can be slipped in behind it.
    if (await ports.store.findArrived(tx, id)) return { ok: false, refusal: { code: 'disclosures.not-now' } };
    if ((await ports.store.countWaitingParts(tx)) >= MOST_WAITING)
      return { ok: false, refusal: { code: 'disclosures.too-many-parts' } };
    await ports.store.savePart(tx, { report: id, file: showId(file), part, sealed, day: dayOf(ctx.now) });
    const entries = [{ act: 'disclosures.part-received', subject: reportRef(id), body: {} }] as const;
    return { ok: true, value: null, entries, events: [] };
  };
}
