import { existsSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { Call } from '../command.ts';
import { pathOf } from '../ledger/judge-files.ts';

export const EXIT_CODES =
  'Exit codes: 0 every row is in; 1 refused or failed, with a sentence that says why; 3 done, but some rows are to be mended.';
const SOME_TO_MEND = 3;

/** A line at most each second: how far, how fast, how long still. */
function createProgress(log: (line: string) => void, clock: () => number = () => performance.now()) {
  const begun = clock();
  let said = begun;
  return (share: number, rows: number) => {
    const now = clock();
    if (now - said < 1_000) return;
    said = now;
    const seconds = (now - begun) / 1_000;
    const left = share > 0 ? Math.ceil((seconds * (1 - share)) / share) : null;
    const bar = '#'.repeat(Math.round(share * 20)).padEnd(20, '.');
    const percent = `${Math.floor(share * 100)}%`.padStart(4);
    log(
      `[${bar}] ${percent}  ${rows.toLocaleString('en-GB')} rows, ${Math.round(rows / seconds)} a second${left === null ? '' : `, about ${left} s left`}`,
    );
  };
}

/** Where what is to be mended goes, unless told: beside the file, and never over what somebody may be mending. */
function freeMendFile(file: string): string {
  const { dir, name, ext } = parse(file);
  const kind = ext === '.jsonl' || ext === '.ndjson' ? '.jsonl' : '.csv';
  for (let n = 1; ; n += 1) {
    const path = join(dir, `${name}.mend${n === 1 ? '' : `-${n}`}${kind}`);
    if (!existsSync(path)) return path;
  }
}

/** What an import runs with. */
export interface ImportRun {
  readonly mend: string;
  /** Set when the operator wants it to stop. */
  readonly signal: AbortSignal;
  readonly onProgress: (share: number, rows: number) => void;
}

/** Runs an import that can be stopped between two batches. `work` gives how many rows are to be mended. */
export async function runImport(
  call: Call,
  file: string,
  work: (run: ImportRun) => Promise<number>,
): Promise<number> {
  const mend = call.options.mend === undefined ? freeMendFile(file) : pathOf(String(call.options.mend));
  const stop = new AbortController();
  const onSignal = () => {
    call.log('Stopping after this batch.');
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  try {
    const toMend = await work({ mend, signal: stop.signal, onProgress: createProgress(call.log) });
    return toMend > 0 ? SOME_TO_MEND : 0;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
  }
}
