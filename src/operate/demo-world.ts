import { resolve } from 'node:path';
import { writeWorld } from '../../demo/world/write-world.ts';
import { OperatorError } from '../platform/operator-error.ts';
import type { Call, OperatorCommand } from './command.ts';

const MOST = 10_000_000;
const WIDTH = 30;

function wholeNumber(call: Call, name: string, least: number, most: number): number {
  const number = Number(call.options[name]);
  if (!Number.isSafeInteger(number) || number < least || number > most)
    throw new OperatorError(
      `--${name} is a whole number from ${least} to ${most.toLocaleString('en-GB')}. Nothing was written.`,
    );
  return number;
}

/** "[#####.....]  12%  1,234,567 of 10,000,000 people". */
export function describeWorldProgress(done: number, people: number): string {
  const share = Math.min(1, done / people);
  const full = Math.floor(share * WIDTH);
  const bar = `${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}`;
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `[${bar}] ${percent}%  ${done.toLocaleString('en-GB')} of ${people.toLocaleString('en-GB')} people`;
}

async function run(call: Call): Promise<number> {
  const people = wholeNumber(call, 'people', 1, MOST);
  const seed = wholeNumber(call, 'seed', 0, 1_000_000);
  const out = call.options.out;
  if (typeof out !== 'string' || out === '')
    throw new OperatorError('Say where to write it: --out FOLDER. Nothing was written.');
  const folder = resolve(out);
  let told = -1;
  const written = await writeWorld({ folder, people, seed }, (done) => {
    const percent = Math.floor((20 * done) / people);
    if (percent === told) return;
    told = percent;
    call.log(describeWorldProgress(done, people));
  });
  call.say(
    `${written.records.toLocaleString('en-GB')} records of ${written.people.toLocaleString('en-GB')} invented people in ${written.households.toLocaleString('en-GB')} households: ${folder}/people.csv, MAP.json, truth.csv`,
  );
  return 0;
}

export const demoWorld: OperatorCommand = {
  name: 'demo world',
  takes: '--people N --seed S --out FOLDER',
  summary: 'Writes an invented country, its people as agencies have them and who they truly are, to files.',
  help: `For measuring \`people match\` and look-ups. The same N and S give the same files. Nobody in them is anybody.
  --people N     how many people, up to 10,000,000; about 1.4 records of each
  --seed S       which country, a whole number up to 1,000,000
  --out FOLDER   people.csv (records as given), MAP.json (its columns for people match), truth.csv (who each is)`,
  words: [0, 0],
  options: { people: { type: 'string' }, seed: { type: 'string', default: '1' }, out: { type: 'string' } },
  run,
};
