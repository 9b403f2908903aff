import { clearLedgerAlarms, raiseLedgerAlarms } from '../modules/duties/index.ts';
import {
  createSelfCheck,
  EntriesGone,
  type FoundFault,
  type LedgerAlarms,
  type LedgerCheck,
  type LogKey,
} from '../modules/ledger/index.ts';
import { runCommand } from '../platform/run-command.ts';
import type { Spine } from '../platform/transaction.ts';

const ENGINE = { actor: { kind: 'engine' }, basis: null } as const;

/** What tells two faults apart: what kind, and where it begins. */
const nameOf = ({ kind, first, log, ids }: FoundFault) =>
  [kind, first, ...(log === undefined ? [] : [log]), ...(ids ?? [])].join(' ');

/** Alarms about the ledger: raised and ended by its check alone, both entered, heard by the scrutineers and administrators. */
export function createLedgerAlarms(spine: Spine): LedgerAlarms {
  return {
    raise: async (faults) => {
      const found = faults.map((fault) => ({
        about: nameOf(fault),
        detail: {
          fault: fault.kind,
          entry: fault.first,
          before: fault.before,
          ...(fault.log === undefined ? {} : { log: fault.log }),
          ...(fault.ids ? { ids: fault.ids.join(' ') } : {}),
        },
      }));
      // Refused only where all of them are open already.
      await runCommand(spine, ENGINE, (tx, ctx) => raiseLedgerAlarms(tx, ctx, found));
    },
    clear: async () => {
      await runCommand(spine, ENGINE, (tx, ctx) => clearLedgerAlarms(tx, ctx, null));
    },
  };
}

/** The log's check of itself, beside the sequencer; and what the sequencer's errors are told to besides the log of errors. */
export function composeLedgerCheck(parts: {
  readonly spine: Spine;
  readonly key: LogKey;
  readonly wrappingKey: Uint8Array;
  readonly folder: string | null;
  readonly onError: (error: unknown) => void;
}): { readonly check: LedgerCheck; onSequencerError(error: unknown): void } {
  const alarms = createLedgerAlarms(parts.spine);
  return {
    check: createSelfCheck({ ...parts, alarms }),
    onSequencerError: (error) => {
      parts.onError(error);
      if (!(error instanceof EntriesGone)) return;
      const gone = { kind: 'entry-missing', first: 0, before: 1, ids: error.ids.slice(0, 5) } as const;
      alarms.raise([gone]).catch(parts.onError);
    },
  };
}
