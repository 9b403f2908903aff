import { type StreamOptions, writeStream } from '../../../demo/networks/stream.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { pathFrom } from './path-from.ts';
import { openProgressBar } from './progress-bar.ts';
import { writeWhole } from './write-whole.ts';

const MOST = 1_000_000;

function readCount(value: unknown, name: string, most: number): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 0 || count > most)
    throw new OperatorError(`--${name} must be a whole number from 0 to ${most}.`);
  return count;
}

async function run(call: Call): Promise<number> {
  const { concerns, rings, seed, world, out, truth } = call.options;
  if (typeof out !== 'string' || typeof truth !== 'string')
    throw new OperatorError('Say which files to write with --out and --truth.');
  if (world !== 'ordinary' && world !== 'varied') throw new OperatorError('--world is ordinary or varied.');
  const options: StreamOptions = {
    concerns: readCount(concerns, 'concerns', MOST),
    rings: readCount(rings, 'rings', 10_000),
    seed: String(seed),
    world,
  };
  const bar = openProgressBar('Writing', options.concerns, call.log);
  const planted = await writeWhole(pathFrom(out), async (lines) => {
    let written = 0;
    const stream = writeStream(options);
    for (let next = stream.next(); ; next = stream.next()) {
      if (next.done) return next.value;
      await lines.write(JSON.stringify(next.value));
      written += 1;
      bar.show(written);
    }
  }).finally(() => bar.end());
  await writeWhole(pathFrom(truth), async (lines) => {
    for (const ring of planted) await lines.write(JSON.stringify(ring));
  });
  call.say(
    `Invented concerns are in ${out}; the ${planted.length} networks planted among them are in ${truth}.`,
  );
  return 0;
}

export const demoConcerns: OperatorCommand = {
  name: 'demo concerns',
  takes: '--concerns N --rings R --seed S --out FILE.jsonl --truth FILE.jsonl [--world varied]',
  summary:
    'Writes a file of invented concerns with networks planted among them, to try `networks detect` on.',
  help: `--concerns N   how many, at most 1,000,000
--rings R      how many networks of 3 to 12 children are planted, in several shapes
--seed S       the same seed gives the same file
--world        ordinary (a county as it stands) or varied (drawn from the seed: how much is named, marked, missing)
--truth FILE   one planted network a line: its children, what joins them, and the concerns it caused

All of it is invented. Among the concerns is much that is no network and looks like one: large families, step families,
foster carers, schools, clubs, taxis, professionals, popular places, numbers that were somebody else's before.`,
  words: [0, 0],
  options: {
    concerns: { type: 'string', default: '10000' },
    rings: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    world: { type: 'string', default: 'ordinary' },
    out: { type: 'string' },
    truth: { type: 'string' },
  },
  run,
};
