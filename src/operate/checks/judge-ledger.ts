import { type Finding, watch, well, wrong } from './finding.ts';

/** What the ledger's check of itself left behind, as the doctor reads it. */
export interface LedgerState {
  /** Alarms about the ledger that are open. */
  readonly alarms: number;
  /** Minutes since each check last ended; `null`: it never has. */
  readonly newestDayMinutes: number | null;
  readonly everythingMinutes: number | null;
}

const MANUAL = 'docs/operating/ledger-check.md';

/** Whether the ledger is what it was, and whether anybody looks. */
export function judgeLedger({ alarms, newestDayMinutes, everythingMinutes }: LedgerState): Finding {
  if (alarms > 0)
    return wrong(
      'Ledger',
      `its check of itself found it changed: ${alarms} ${alarms === 1 ? 'alarm is' : 'alarms are'} open. Change nothing; see ${MANUAL}.`,
    );
  if (newestDayMinutes === null || everythingMinutes === null)
    return well('Ledger', 'has not been checked yet; a worker checks it by itself');
  if (newestDayMinutes > 5 || everythingMinutes > 120)
    return watch(
      'Ledger',
      `was last checked ${Math.floor(newestDayMinutes)} minutes ago. Does a worker run?`,
    );
  return well('Ledger', 'checked against itself, and found sound');
}
