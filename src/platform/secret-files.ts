import { chmodSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secret kept in `folder/name`, or `undefined` when there is none. */
export function readSecretFile(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The secret kept in `folder/name`, made by `make` on first use with mode 0600. Two processes that start at once
 * agree: the file is written whole under another name and linked, so one of them wins and both read the winner's.
 */
export function readOrMakeSecretFile(
  folder: string,
  name: string,
  make: () => string,
): { readonly value: string; readonly made: boolean } {
  const found = readSecretFile(folder, name);
  if (found !== undefined) return { value: found, made: false };
  const path = join(folder, name);
  const half = `${path}.${process.pid}.half`;
  writeFileSync(half, `${make()}\n`, { mode: 0o600, flush: true });
  chmodSync(half, 0o600);
  let made = true;
  try {
    linkSync(half, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    made = false;
  } finally {
    unlinkSync(half);
  }
  return { value: readFileSync(path, 'utf8').trim(), made };
}
