/** What can be wrong with a log, in a closed list and in plain sentences. Source: 40-ledger.md (Verifying). */
import type { NonEmpty } from '../../../kernel/non-empty.ts';

export type LogFaultKind =
  | 'bundle-malformed'
  | 'entry-altered'
  | 'entry-missing'
  | 'entry-added'
  | 'entries-reordered'
  | 'tile-altered'
  | 'upper-tile-altered'
  | 'not-canonical'
  | 'tree-rewritten'
  | 'tree-shrunk'
  | 'root-mismatch'
  | 'body-altered'
  | 'body-missing'
  // What only the running service can see, which has the tables before it and the keys.
  | 'entry-unnumbered'
  | 'columns-altered'
  | 'head-altered'
  | 'checkpoint-altered'
  | 'succession-altered';

/**
 * One fault. The first entry concerned is at index `first` or later, and before `before`: where one entry can be pointed
 * at, `before` is the next index.
 */
export interface LogFault {
  readonly kind: LogFaultKind;
  readonly first: number;
  readonly before: number;
}

/** `sound` means: every entry is the one that was signed for, in its place, and no earlier tree was taken back. */
export type LogVerdict =
  | { readonly sound: true }
  | { readonly sound: false; readonly faults: NonEmpty<LogFault> };

const SENTENCES: Readonly<Record<LogFaultKind, (fault: LogFault) => string>> = {
  'bundle-malformed': ({ first }) =>
    `The file that should hold entry ${first} is not as a file of entries is, from there on.`,
  'entry-altered': ({ first }) =>
    `Entry ${first} is not the one the log recorded: its contents were changed.`,
  'entry-missing': ({ first }) => `Entry ${first} is missing.`,
  'entry-added': ({ first }) => `Where entry ${first} should be stands one that the log never recorded.`,
  'entries-reordered': ({ first }) =>
    `From entry ${first} on, entries stand in another order than the log recorded.`,
  'tile-altered': ({ first }) => `The hash kept beside entry ${first} is wrong or missing.`,
  'upper-tile-altered': ({ first, before }) =>
    `The hash kept over the entries from ${first} to ${before - 1} is wrong or missing.`,
  'not-canonical': ({ first }) => `Entry ${first} is not written in the one form an entry has.`,
  'tree-rewritten': ({ first, before }) =>
    `The log was rewritten: entries from ${first} on are not those it had when an earlier checkpoint of ${before} entries was signed.`,
  'tree-shrunk': ({ first, before }) =>
    `The log has ${first} entries but had ${before} when an earlier checkpoint was signed: entries were taken away.`,
  'root-mismatch': ({ first }) =>
    `The entries, from entry ${first} on, are not those that the checkpoint was signed for.`,
  'entry-unnumbered': () =>
    'An entry stands in the table that has no number and waits for none: it was put there past the log.',
  'columns-altered': ({ first }) =>
    `Beside entry ${first} stands another time, act or record than the entry itself names.`,
  'head-altered': ({ first }) => `The head kept for the log of ${first} entries is not the head it had.`,
  'checkpoint-altered': ({ first }) =>
    `The checkpoint kept for the log of ${first} entries is not one that the log signed.`,
  'succession-altered': () =>
    'What is kept of how this log follows the one before is not what its first entry commits to.',
  'body-altered': ({ first }) =>
    `The words kept for entry ${first} are not those the log committed to: they, or their key, were changed.`,
  'body-missing': ({ first }) => `The words of entry ${first} are missing from the export.`,
};

/** The fault as one plain sentence. */
export function sayFault(fault: LogFault): string {
  return SENTENCES[fault.kind](fault);
}
