import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { OperatorError } from '../../platform/operator-error.ts';
import { createRowBytes, type RowBytes } from './row-bytes.ts';

/** A file to be written: its lines, one after another. */
export interface RowsToWrite {
  readonly path: string;
  /** The first line, which names the columns. */
  readonly head: string;
  readonly count: number;
  /** Writes line `row`, its end left out. */
  readonly write: (out: RowBytes, row: number) => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/**
 * Writes CSV files beside their places first, and puts them there together when all are whole: what is found there is never
 * half a file, nor one of this run beside one of another. Whoever stops the command meanwhile (Ctrl-C) leaves nothing behind.
 */
export async function writeRows(
  files: readonly RowsToWrite[],
  progress: (share: number) => void,
): Promise<void> {
  const partOf = ({ path }: RowsToWrite) => `${path}.part`;
  const removeParts = () => {
    for (const file of files) rmSync(partOf(file), { force: true });
  };
  const stop = (signal: NodeJS.Signals) => {
    removeParts();
    for (const one of SIGNALS) process.off(one, stop);
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  const all = files.reduce((sum, { count }) => sum + count, 0);
  let [done, path] = [0, ''];
  try {
    for (const rows of files) {
      path = rows.path;
      const file = openSync(partOf(rows), 'w');
      try {
        const out = createRowBytes();
        out.plain(`${rows.head}\n`);
        for (let row = 0; row < rows.count; row += 1) {
          rows.write(out, row);
          out.plain('\n');
          if (!out.full) continue;
          writeAll(file, out.take());
          progress((done + row) / all);
          // Only between two turns does a signal reach anybody.
          await setImmediate();
        }
        writeAll(file, out.take());
      } finally {
        closeSync(file);
      }
      done += rows.count;
    }
    for (const rows of files) {
      path = rows.path;
      renameSync(partOf(rows), path);
    }
  } catch (error) {
    removeParts();
    throw new OperatorError(`${path} can't be written: ${(error as Error).message}.`);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
