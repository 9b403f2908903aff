import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { OperatorError } from '../operator-error.ts';

/**
 * The list of records erased by law: one line of JSON for each, in a file outside the database. A backup made before an
 * erasure holds what was erased; the list outlasts it, and is replayed onto whatever is restored (40-ledger.md). It holds
 * ids, times and grounds, and nothing of anybody's words.
 */
const person = z.object({ account: z.uuid(), post: z.uuid(), agency: z.uuid() });
const LINE = z.object({
  erasure: z.uuid(),
  concern: z.uuid(),
  ground: z.enum(['retention', 'rights-request', 'court-order']),
  proposedAt: z.string(),
  proposed: person,
  erasedAt: z.string(),
  erased: person,
  /** The records whose keys were destroyed. */
  records: z.array(
    z.object({ kind: z.enum(['concern', 'person', 'thing', 'opening', 'pattern']), id: z.uuid() }),
  ),
  mentions: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
});

/** One erasure, as the list has it. Instants as ISO text. */
export type ListedErasure = z.infer<typeof LINE>;

const FIRST_LINE = '{"heed":"erasures","format":1}';

function readLine(path: string, text: string, number: number): ListedErasure {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new OperatorError(`${path} is damaged at line ${number}. Use another copy of it.`, { cause });
  }
  const parsed = LINE.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new OperatorError(`${path} says at line ${number} what no list of erasures says. Use another copy.`);
}

/** Every erasure in the list, oldest first; `null` when there is no such file. Throws `OperatorError` on a damaged one. */
export function readErasureList(path: string): readonly ListedErasure[] | null {
  if (!existsSync(path)) return null;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new OperatorError(`${path} can't be read (${(cause as NodeJS.ErrnoException).code}).`, { cause });
  }
  const [first, ...lines] = text.split('\n');
  if (first !== FIRST_LINE || lines.pop() !== '')
    throw new OperatorError(`${path} is not a whole list of erasures made by Heed. Use another copy of it.`);
  return lines.map((line, index) => readLine(path, line, index + 2));
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Adds what the list lacks, and takes nothing out of it: a database restored from an old backup must not make the list
 * forget. Written whole or not at all, 0600. Makes the file where there is none. Gives how many were added.
 */
export function addToErasureList(path: string, erasures: readonly ListedErasure[]): number {
  const there = readErasureList(path);
  const known = new Set(there?.map(({ erasure }) => erasure));
  const fresh = erasures.filter(({ erasure }) => !known.has(erasure));
  if (there && fresh.length === 0) return 0;
  const lines = [...(there ?? []), ...fresh].map((one) => JSON.stringify(one));
  const half = `${path}.half-${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(half, `${[FIRST_LINE, ...lines].join('\n')}\n`, { mode: 0o600, flush: true });
    renameSync(half, path);
    sync(dirname(path));
  } finally {
    rmSync(half, { force: true });
  }
  return fresh.length;
}
