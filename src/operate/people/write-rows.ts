import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { OperatorError } from '../../platform/operator-error.ts';

const BUFFER = 1 << 20;

/** A cell as CSV wants it. */
export function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Writes a CSV file line by line, beside its place first: what is found there is always whole. `lines` is told how to write
 * one line of cells that need no quotes any more.
 */
export function writeRows(path: string, lines: (write: (line: string) => void) => void): void {
  const part = `${path}.part`;
  let file: number;
  try {
    file = openSync(part, 'w');
  } catch (error) {
    throw new OperatorError(`${path} can't be written: ${(error as Error).message}.`);
  }
  try {
    let text = '';
    lines((line) => {
      text += `${line}\n`;
      if (text.length > BUFFER) {
        writeSync(file, text);
        text = '';
      }
    });
    writeSync(file, text);
    closeSync(file);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw new OperatorError(`${path} can't be written: ${(error as Error).message}.`);
  }
}
