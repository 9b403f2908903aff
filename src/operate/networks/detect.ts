import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type ConcernLine, NetworkWatch, readLine, UnreadableLine } from '../../modules/networks/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { pathFrom } from './path-from.ts';
import { openProgressBar, type ProgressBar } from './progress-bar.ts';
import { type LinesOut, writeWhole } from './write-whole.ts';

interface Done {
  readonly concerns: number;
  readonly repeated: number;
  readonly alerts: number;
  readonly watch: NetworkWatch;
}

function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new OperatorError(`${path} is not a file that can be read.`);
  return found.size;
}

function read(text: string, path: string, number: number): ConcernLine {
  try {
    return readLine(text);
  } catch (error) {
    if (error instanceof UnreadableLine)
      throw new OperatorError(`${path}, line ${number}: ${error.message}. Nothing was written.`);
    throw error;
  }
}

async function detect(path: string, out: LinesOut, bar: ProgressBar): Promise<Done> {
  const watch = new NetworkWatch();
  const input = createReadStream(path);
  let [number, concerns, repeated, alerts] = [0, 0, 0, 0];
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const line = number === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (line.trim() === '') continue;
    const concern = read(line, path, number);
    const raised = watch.take(concern);
    concerns += 1;
    if (raised === null) repeated += 1;
    for (const { merged, ...alert } of raised ?? []) {
      alerts += 1;
      const at = Temporal.Instant.fromEpochMilliseconds(concern.at).toString();
      await out.write(JSON.stringify({ at, ...alert, ...(merged.length > 0 ? { merged } : {}) }));
    }
    if (number % 1000 === 0) bar.show(input.bytesRead);
  }
  bar.show(input.bytesRead);
  return { concerns, repeated, alerts, watch };
}

async function run(call: Call): Promise<number> {
  const { concerns, out } = call.options;
  if (typeof concerns !== 'string' || typeof out !== 'string')
    throw new OperatorError('Say which file to read with --concerns and which to write with --out.');
  const [from, to] = [pathFrom(concerns), pathFrom(out)];
  if (from === to) throw new OperatorError('--concerns and --out are the same file.');
  const bar = openProgressBar('Reading', sizeOf(from), call.log);
  const done = await writeWhole(to, (lines) => detect(from, lines, bar)).finally(() => bar.end());
  const again = done.repeated > 0 ? ` ${done.repeated} told again under the same id counted once.` : '';
  call.say(
    `${done.concerns} concerns read, ${done.watch.entities} children and things in them.${again} ${done.watch.patterns} patterns, in ${done.alerts} lines, are in ${to}.`,
  );
  return 0;
}

export const networksDetect: OperatorCommand = {
  name: 'networks detect',
  takes: '--concerns FILE.jsonl --out ALERTS.jsonl',
  summary:
    'Finds, in a file of concerns, children of different homes whom the same adults, cars and places reach.',
  help: `One concern a line, in the order told:
{"id","at","agency","area","children":[{"ref","household"}],"mentions":[{"kind","ref","institution"}]}
kind: adult, phone, vehicle, address, place, account or organisation. "household" may be missing; what else a line holds is
passed over. A line that cannot be read is named by its number, and then nothing is written.
Each line of ALERTS.jsonl is {"at","concern","pattern","children","via","grade","why"}; a later line with the same pattern
stands in the place of the earlier one. No database is needed.`,
  words: [0, 0],
  options: { concerns: { type: 'string' }, out: { type: 'string' } },
  run,
};
