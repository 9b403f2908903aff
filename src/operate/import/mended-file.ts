import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Problem } from './map-concern.ts';
import type { Row } from './read-rows.ts';

/** The column in which we say what is wrong; taken for no answer when the mended file is read. */
export const PROBLEM_COLUMN = 'what to mend';

/** A spreadsheet runs a cell that begins so; the apostrophe keeps it text, and `readRows` takes it off again. */
const guard = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const quote = (text: string) => `"${guard(text).replaceAll('"', '""')}"`;
const lineOf = (cells: readonly string[]) => `${cells.map(quote).join(',')}\r\n`;

async function open(path: string) {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await once(file, 'open');
    return file;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new OperatorError(
        `${path} is there already, and somebody may be mending it. Name another with --mend, or move it away.`,
        { cause },
      );
    throw new OperatorError(`What to mend can't be written to ${path} (${code}).`, { cause });
  }
}

/**
 * The rows that could not be taken, as they were, each with a sentence of what to mend: it is mended and imported in its turn.
 * CSV with the columns that the file had; JSON lines where it had none. Made only when there is such a row.
 */
export function openMendedFile(path: string) {
  let file: Awaited<ReturnType<typeof open>> | null = null;
  let count = 0;
  return {
    count: () => count,
    async add(row: Row, problems: readonly Problem[], columns: readonly string[] | null): Promise<void> {
      const names = columns?.filter((name) => name !== PROBLEM_COLUMN && name !== '') ?? null;
      if (!file) {
        file = await open(path);
        if (names) file.write(`\uFEFF${lineOf([PROBLEM_COLUMN, ...names])}`);
      }
      count += 1;
      const said = `Line ${row.line}: ${problems.join('; ').replace(/\.$/, '')}.`;
      const line = names
        ? lineOf([said, ...names.map((name) => row.cells[name] ?? '')])
        : `${JSON.stringify({ [PROBLEM_COLUMN]: said, ...row.cells })}\n`;
      if (!file.write(line)) await once(file, 'drain');
    },
    async close(): Promise<void> {
      if (!file) return;
      file.end();
      await once(file, 'close');
    },
  };
}
