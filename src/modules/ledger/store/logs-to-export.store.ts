import { concatBytes, readBase64, utf8 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Succession } from '../domain/succession.ts';
import { parseVerifierKey } from '../domain/verifier-key.ts';
import { findLastCheckpoint } from './checkpoints.store.ts';
import { listCosignatureLines } from './cosignatures.store.ts';
import { sha256 } from './log-tree.store.ts';
import { type LaterLog, listLaterLogs, readOpeningEntry } from './logs.store.ts';
import type { ExportedLog } from './write-export.store.ts';

type Follows = NonNullable<ExportedLog['follows']>;

/** What a log says of the one before, with what shows it; none where its first entry is gone: whoever verifies will say so. */
async function readFollows(
  tx: Tx,
  log: LaterLog | undefined,
  wrappingKey: Uint8Array,
): Promise<Follows | null> {
  const opening = log && (await readOpeningEntry(tx, log.number, wrappingKey));
  return opening ? { statement: log.statement, commitmentKey: opening.commitmentKey } : null;
}

/** The checkpoint an ended log is exported by: the one that was named of it where it is all here, else its last one. */
async function findCheckpoint(tx: Tx, log: number, { previous, kept, lost }: Succession) {
  const note = readBase64(previous.note);
  if (lost.entries === 0 && previous.size <= kept.size && note) return { log, size: previous.size, note };
  const last = await findLastCheckpoint(tx, log);
  if (!last) return null;
  const lines = await listCosignatureLines(tx, last.size, log);
  return { log, size: last.size, note: concatBytes(last.note, utf8(lines.join(''))) };
}

/** The log that grows, as `newest` has it, and those before it, the newest first; one of which nothing was signed here is left out. */
export async function listLogsToExport(
  tx: Tx,
  newest: Pick<ExportedLog, 'key' | 'checkpoint'>,
  wrappingKey: Uint8Array,
): Promise<{ readonly newest: ExportedLog; readonly before: readonly ExportedLog[] }> {
  const later = await listLaterLogs(tx);
  const follows = await readFollows(tx, later.at(-1), wrappingKey);
  const before: ExportedLog[] = [];
  for (let number = later.length - 1; number >= 0; number -= 1) {
    const succession = later[number]?.succession;
    const checkpoint = succession && (await findCheckpoint(tx, number, succession));
    // Each lies in the folder of the one that follows it: past a log that can't be exported there is none.
    if (!succession || !checkpoint) break;
    const key = parseVerifierKey(succession.previous.key, sha256);
    before.push({ key, checkpoint, follows: await readFollows(tx, later[number - 1], wrappingKey) });
  }
  return { newest: { ...newest, follows }, before };
}
