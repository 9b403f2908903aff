/** `heed witness` as another organisation runs it: a process of its own, with a folder and nothing else. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseVerifierKey, type VerifierKey } from '../../src/modules/ledger/domain/verifier-key.ts';
import { sha256 } from './small-log.ts';

const root = join(import.meta.dirname, '../..');

export interface WitnessProcess {
  readonly url: string;
  readonly vkey: string;
  readonly key: VerifierKey;
  output(): string;
  /** Sends a request; gives its status, content type and body, or null where nothing answered. */
  ask(
    body: Uint8Array | string,
  ): Promise<{ readonly status: number; readonly type: string; readonly body: string } | null>;
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const running = new Set<ChildProcess>();

/** Ends what a failed test left behind. Call it in `after`. */
export async function endWitnesses(): Promise<void> {
  for (const child of running) {
    const gone = once(child, 'close');
    child.kill('SIGKILL');
    await gone;
  }
}

/** Runs `heed witness` until it ends; gives its exit code and what it said. */
export async function runWitnessCommand(
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const { child, output } = spawnWitness(args);
  const [code] = await once(child, 'close');
  return { code, output: output() };
}

function spawnWitness(args: readonly string[]) {
  // Nothing of Heed's settings: a witness has none.
  const { PATH, TMPDIR } = process.env;
  const child = spawn(process.execPath, [join(root, 'src/cli.ts'), 'witness', ...args], {
    cwd: root,
    env: { PATH, ...(TMPDIR === undefined ? {} : { TMPDIR }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  let heard = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      heard += bytes.toString('utf8');
    });
  return { child, output: () => heard };
}

/** Starts a witness on a free port and waits until it listens. */
export async function startWitness(
  folder: string,
  logVkey: string,
  more: readonly string[] = ['--name', 'witness.example.net'],
): Promise<WitnessProcess> {
  const { child, output } = spawnWitness([folder, '--log', logVkey, '--port', '0', ...more]);
  const closed = once(child, 'close').then(([code]) => code as number | null);
  const find = (pattern: RegExp) => pattern.exec(output())?.[1];
  while (find(/listening on (http\S+)\n/) === undefined) {
    const over = await Promise.race([
      closed.then(() => true),
      Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]).then(() => false),
    ]);
    if (over) throw new Error(`the witness ended instead of listening:\n${output()}`);
  }
  const url = find(/listening on (http\S+)\n/) ?? '';
  const vkey = find(/key is (\S+)\n/) ?? '';
  return {
    url,
    vkey,
    key: parseVerifierKey(vkey, sha256),
    output,
    ask: async (body) => {
      try {
        const answer = await fetch(`${url}/add-checkpoint`, {
          method: 'POST',
          body: body instanceof Uint8Array ? new Uint8Array(body) : body,
        });
        const type = answer.headers.get('content-type') ?? '';
        return { status: answer.status, type, body: await answer.text() };
      } catch (error) {
        if (error instanceof TypeError) return null;
        throw error;
      }
    },
    end: async (signal) => {
      child.kill(signal);
      return await closed;
    },
  };
}
