/**
 * Concerns of an earlier system, carried over so that the next warning meets them. They were decided there: nothing is
 * owed for them here, and they count among the earlier warnings of whoever they name.
 * Past failure: warnings that stayed behind in the system before last.
 */
import type { ConcernId } from '../../../kernel/ids.ts';
import type { ConcernAct } from './acts.ts';
import type { DecidedBefore } from './concern.ts';
import type { RaiseConcern } from './raise-input.ts';

/** One concern as an earlier system kept it. */
export interface CarriedConcern {
  /** What was told: `channel` is `earlier-system`, and `told` holds every column of that system's row. */
  readonly told: RaiseConcern;
  /** When that system received it. */
  readonly receivedAt: Temporal.Instant;
  readonly before: DecidedBefore;
}

/** What carrying concerns over came to. */
export interface CarriedOver {
  /** In the order given; `null` for one that was there already. */
  readonly concerns: readonly (ConcernId | null)[];
}

/** The first act of a concern that was carried over. Nobody waits for an answer: it has no receipt and no contact. */
export function deriveCarriedAct(
  { told, before }: CarriedConcern,
  subjects: readonly string[],
): Extract<ConcernAct, { act: 'concern-received' }> {
  return {
    act: 'concern-received',
    channel: 'earlier-system',
    reporterKind: told.reporter.kind,
    naming: told.reporter.naming,
    danger: told.danger,
    indicators: told.indicators,
    aboutWorker: told.aboutWorker.yes,
    parents: told.parents,
    reachable: false,
    // Nothing is urgent about it now, whatever was then.
    colour: 'green',
    subjects,
    before,
  };
}
