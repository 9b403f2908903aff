import { once } from 'node:events';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { OperatorError } from '../../platform/operator-error.ts';

/** Lines on their way into a file. */
export interface LinesOut {
  /** Adds one; resolves when there is room for more. */
  write(line: string): Promise<void>;
}

/**
 * Writes a file that is there whole or not at all: until `work` is done it stands beside its place under another name, and
 * it is gone when `work` fails. An earlier file at `path` stays until then.
 */
export async function writeWhole<T>(path: string, work: (out: LinesOut) => Promise<T>): Promise<T> {
  const partial = `${path}.partial`;
  const stream = createWriteStream(partial, { encoding: 'utf8' });
  const failed = once(stream, 'error').then(([error]) => {
    throw new OperatorError(`${path} could not be written: ${(error as Error).message}.`);
  });
  const written = async () => {
    const value = await work({
      write: async (line) => {
        if (!stream.write(`${line}\n`)) await Promise.race([once(stream, 'drain'), failed]);
      },
    });
    stream.end();
    await once(stream, 'close');
    return value;
  };
  try {
    const value = await Promise.race([written(), failed]);
    renameSync(partial, path);
    return value;
  } catch (error) {
    stream.destroy();
    rmSync(partial, { force: true });
    throw error;
  }
}
