/** Whether the columns kept beside an entry, by which it is found, say what the entry says. Source: 40-ledger.md (Entry). */

/** What stands beside an entry's text in its row. */
export interface EntryColumns {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly act: string;
  readonly subject: string;
  readonly about: readonly string[];
}

/** True when the row is found under the id, time, act and records that the entry names. False for text that is no entry. */
export function agreesWithColumns(entry: string, columns: EntryColumns): boolean {
  let said: unknown;
  try {
    said = JSON.parse(entry);
  } catch {
    return false;
  }
  if (typeof said !== 'object' || said === null) return false;
  const { id, at, act, about } = said as Readonly<Record<string, unknown>>;
  return (
    id === columns.id &&
    at === columns.at.toString({ fractionalSecondDigits: 3 }) &&
    act === columns.act &&
    Array.isArray(about) &&
    about[0] === columns.subject &&
    about.length === columns.about.length &&
    about.every((ref, i) => ref === columns.about[i])
  );
}
