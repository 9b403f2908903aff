import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OpenedWitness, openWitness, readCosigned } from '../modules/ledger/index.ts';
import { OperatorError } from '../platform/operator-error.ts';
import type { Call, OperatorCommand } from './command.ts';
import { pathOf } from './ledger/judge-files.ts';
import { runUntilTold } from './run-until-told.ts';

const DEFAULT_PORT = 8380;

const textOf = (value: Call['options'][string]) => (typeof value === 'string' ? value : null);

function readLogs(call: Call, folder: string): string {
  const line = textOf(call.options.log);
  const file = textOf(call.options.logs);
  if (line !== null && file === null) return line;
  const path = file === null ? join(folder, 'logs') : pathOf(file);
  try {
    return `${line ?? ''}\n${readFileSync(path, 'utf8')}`;
  } catch (cause) {
    throw new OperatorError(
      `The list of logs ${path} can't be read (${(cause as NodeJS.ErrnoException).code}). Put a log's key in it, one to a line, or give one with --log.`,
      { cause },
    );
  }
}

function readPort(call: Call): number {
  const text = textOf(call.options.port);
  if (text === null) return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new OperatorError('--port must be a number from 0 to 65535.');
  return port;
}

/** Who started this process, through a channel, may go away without a word: then nobody is left who would stop it. */
function stopWithParent(): void {
  if (process.send === undefined) return;
  const stop = () => process.kill(process.pid, 'SIGTERM');
  // It may be gone already, before this one had started.
  if (!process.connected) stop();
  else process.once('disconnect', stop);
  // Waiting for that keeps nobody from stopping.
  process.channel?.unref();
}

async function listen(call: Call, witness: OpenedWitness): Promise<string> {
  const port = readPort(call);
  const host = textOf(call.options.host) ?? '127.0.0.1';
  try {
    return await witness.app.listen({ host, port });
  } catch (cause) {
    throw new OperatorError(
      `The witness can't listen on ${host} (${(cause as NodeJS.ErrnoException).code}). Choose another --host or --port.`,
      { cause },
    );
  }
}

async function serve(call: Call, folder: string): Promise<number> {
  let ended: Error | null = null;
  const onLost = (error: Error) => {
    ended = error;
    process.kill(process.pid, 'SIGTERM');
  };
  await runUntilTold(call.log, async (open) => {
    const witness = await openWitness({
      folder,
      name: textOf(call.options.name),
      logs: readLogs(call, folder),
      tell: call.log,
      onLost,
    });
    await open(Promise.resolve({ name: 'The witness', close: async () => witness.app.close() }));
    if (witness.logs === 0)
      throw new OperatorError(
        `No log is listed. Put a log's key in ${join(folder, 'logs')}, one to a line, or give one with --log.`,
      );
    call.say(`This witness's key is ${witness.vkey}`);
    for (const line of witness.wrong) call.log(line);
    call.say(`The witness is listening on ${await listen(call, witness)}`);
    stopWithParent();
  });
  if (ended === null) return 0;
  throw new OperatorError(
    `Another process works in ${folder}, or its disk fails: this witness ended rather than guess. (${(ended as Error).message})`,
  );
}

function showCheckpoint(call: Call, folder: string, origin: string): number {
  const cosigned = readCosigned(folder, origin);
  if (!cosigned) throw new OperatorError(`This witness has cosigned nothing of a log called ${origin}.`);
  // `say` ends the last line itself.
  call.say(Buffer.from(cosigned).toString('utf8').replace(/\n$/, ''));
  return 0;
}

async function run(call: Call): Promise<number> {
  const folder = pathOf(call.words[0] ?? '');
  const shown = textOf(call.options['show-checkpoint']);
  if (call.options['show-key'] !== true && shown === null) return await serve(call, folder);
  if (shown !== null) return showCheckpoint(call, folder, shown);
  const { vkey } = await openWitness({
    folder,
    name: textOf(call.options.name),
    logs: '',
    tell: call.log,
    onLost: () => undefined,
  });
  call.say(vkey);
  return 0;
}

export const witness: OperatorCommand = {
  name: 'witness',
  takes:
    'FOLDER [--name NAME] [--logs FILE | --log VKEY] [--host HOST] [--port PORT] [--show-key | --show-checkpoint ORIGIN]',
  summary: "Runs a witness of another organisation's ledger. Needs no database and none of Heed's secrets.",
  help: `FOLDER holds the witness's own key and what it has cosigned; both are made on the first run, which needs --name: a name
for good, such as witness.police.example.org. --show-key makes them, prints the key to give to the log's operator, and ends.
--logs names a file with the key of each log to watch (as /ledger/key shows it), one to a line; FOLDER/logs if not given.
--log gives one such key here. It listens on 127.0.0.1 port ${DEFAULT_PORT} unless told otherwise; put a TLS proxy in front.
--show-checkpoint prints what was cosigned last of the log of that name, as the log signed it, and ends.
GET /health answers 503, with what is wrong, once a log has shown two histories. Never copy FOLDER, nor restore an old copy
of it: see docs/operating/witnesses.md.`,
  words: [1, 1],
  options: {
    name: { type: 'string' },
    logs: { type: 'string' },
    log: { type: 'string' },
    host: { type: 'string' },
    port: { type: 'string' },
    'show-key': { type: 'boolean' },
    'show-checkpoint': { type: 'string' },
  },
  run,
};
