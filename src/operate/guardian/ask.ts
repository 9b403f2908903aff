/** Questions at the prompt. Where nobody sits at it, they must have been answered on the command line. */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call } from '../command.ts';
import { pathFrom } from '../networks/path-from.ts';

/** Where somebody is asked, and types. */
export interface Prompt {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

const TERMINAL: Prompt = { input: process.stdin, output: process.stderr };

const STOPPED = 'Stopped: nothing was written.';

/** Asks one question. Throws `OperatorError` when it is broken off. What is typed is shown only where `shown` says so. */
function ask(question: string, shown: boolean, { input, output }: Prompt): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: shown ? output : nowhere, terminal: true });
  // Asked only now that the terminal no longer shows by itself what is typed.
  lines.setPrompt(question);
  if (shown) lines.prompt();
  else output.write(question);
  return new Promise<string>((resolve, reject) => {
    const stop = () => reject(new OperatorError(STOPPED));
    // A line is answered before the end of what is typed is told, so that `close` then changes nothing.
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('SIGINT', () => lines.close());
    lines.once('close', stop);
  }).finally(() => {
    if (!shown) output.write('\n');
  });
}

/** True when the answer is `yes`, in full. Throws `OperatorError` where nobody can be asked. */
export async function askYes(question: string, prompt: Prompt = TERMINAL): Promise<boolean> {
  if (prompt.input.isTTY !== true)
    throw new OperatorError('Nobody can be asked here: say --yes, once it was read.');
  return (await ask(`${question} (yes/no) `, true, prompt)).trim().toLowerCase() === 'yes';
}

/**
 * A passphrase: the first line of the file that `HEED_GUARDIAN_PASSPHRASE_FILE` names, else typed, twice where it is `fresh`. Throws
 * `OperatorError` where there is neither, or where the two differ.
 */
export async function askPassphrase(
  fresh: boolean,
  env: Call['env'],
  prompt: Prompt = TERMINAL,
): Promise<string> {
  const file = env.HEED_GUARDIAN_PASSPHRASE_FILE;
  if (file !== undefined) return readPassphrase(file);
  if (prompt.input.isTTY !== true)
    throw new OperatorError(
      'Nobody can be asked for the passphrase here: name a file that holds it in HEED_GUARDIAN_PASSPHRASE_FILE.',
    );
  const typed = await ask('Passphrase: ', false, prompt);
  if (fresh && (await ask('The same again: ', false, prompt)) !== typed)
    throw new OperatorError(`The two are not the same. ${STOPPED}`);
  return typed;
}

function readPassphrase(file: string): string {
  try {
    return readFileSync(pathFrom(file), 'utf8').split(/\r?\n/)[0] ?? '';
  } catch (cause) {
    throw new OperatorError(
      `The file in HEED_GUARDIAN_PASSPHRASE_FILE can't be read (${(cause as NodeJS.ErrnoException).code}).`,
      { cause },
    );
  }
}
