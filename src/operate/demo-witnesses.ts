import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { DEMO_WITNESSES, type Witnesses } from '../compose/witnesses.ts';
import type { Config } from '../config.ts';
import { formatVerifierKey, openLogKey, readWitnessList } from '../modules/ledger/index.ts';
import { findDataDir, openSecrets } from './open-database.ts';
import type { Opened } from './run-until-told.ts';

const CLI = join(import.meta.dirname, '../cli.ts');
/** What a witness says that whoever shows the demo must see. */
const WORTH_SAYING = /^(ALARM|refused) /;
const STOP_LIMIT_MS = 5_000;

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await gone;
  clearTimeout(late);
}

function linesOf(stream: Readable | null): Interface {
  if (!stream) throw new Error('a witness without an output');
  return createInterface({ input: stream });
}

/** Waits for the witness's key and address: a line of the list of witnesses. */
async function readContact(child: ChildProcess): Promise<string> {
  let vkey = '';
  for await (const line of linesOf(child.stdout)) {
    vkey = /key is (\S+)$/.exec(line)?.[1] ?? vkey;
    const address = /listening on (http\S+)$/.exec(line)?.[1];
    if (address !== undefined) return `${vkey} ${address}`;
  }
  throw new Error('a witness ended before it listened');
}

/**
 * Starts the demo's witnesses, each a process of its own with a folder of its own in the data folder. They end with this process
 * however it ends: by `close`, or when the channel to it breaks. They are in process groups of their own, so that Ctrl-C
 * stops Heed first.
 */
export async function startDemoWitnesses(
  config: Config,
  log: (line: string) => void,
): Promise<Opened & { readonly witnesses: Witnesses }> {
  const logKey = openLogKey(config.ledgerOrigin, openSecrets(config).ledgerSigningKey);
  const vkey = formatVerifierKey(logKey.verifier);
  const children = DEMO_WITNESSES.map(({ folder, name }) => {
    const own = join(findDataDir(config), 'witnesses', folder);
    const args = ['witness', own, '--name', name, '--log', vkey, '--port', '0'];
    const child = spawn(process.execPath, [...process.execArgv, CLI, ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
      // None of Heed's settings and secrets: a witness is somebody else's.
      env: { PATH: process.env.PATH },
    });
    // Behind the first page: somebody waits for that, and nobody for a cosignature.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    linesOf(child.stderr).on('line', (line) => {
      if (WORTH_SAYING.test(line)) log(`${name}: ${line}`);
    });
    return child;
  });
  const close = async () => {
    await Promise.all(children.map(end));
  };
  try {
    const contacts = readWitnessList((await Promise.all(children.map(readContact))).join('\n'));
    for (const child of children) child.stdout?.resume();
    return { name: 'The witnesses', witnesses: { contacts, quorum: contacts.length }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
