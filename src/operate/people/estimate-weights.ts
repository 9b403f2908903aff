import { writeFileSync } from 'node:fs';
import { matching } from '../../modules/people/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { matchPeople } from './match-people.ts';
import { refuseSame, requirePath } from './paths.ts';
import { createProgressBar, screenOf } from './progress-bar.ts';
import { readPeople } from './read-people.ts';

async function run(call: Call): Promise<number> {
  const out = requirePath(call, 'out');
  refuseSame(call, ['left', 'right', 'columns'], ['out']);
  const bar = createProgressBar(screenOf(call), () => performance.now());
  const { people, crew } = await readPeople(call, bar);
  let weights: matching.Weights;
  try {
    ({ weights } = await matchPeople(people, bar, { crew }));
  } finally {
    await crew.dismiss();
  }
  bar.end();
  const from = typeof call.options.from === 'string' ? call.options.from : 'records of this area';
  const described = matching.describeWeights(people, weights, from);
  try {
    writeFileSync(out, `${JSON.stringify(described, null, 2)}\n`);
  } catch (error) {
    throw new OperatorError(`${out} can't be written: ${(error as Error).message}.`);
  }
  call.log(
    `Weights of ${Object.keys(described.comparisons).length} comparisons, from ${people.rows} records.`,
  );
  return 0;
}

export const peopleEstimateWeights: OperatorCommand = {
  name: 'people estimate-weights',
  takes: '--left FILE [--right FILE] --columns MAP --out WEIGHTS [--from WORDS] [--encoding NAME]',
  summary: "Learns from an area's own records what each way of agreeing is worth.",
  help: `--left, --right, --columns, --encoding   as for \`heed people match\`
--out WEIGHTS                JSON: by comparison, bits for each way of agreeing; and how common the commonest names are
--from WORDS                 where the records come from, to be kept with the weights

\`heed people match --weights WEIGHTS\` uses them in place of learning from its own files. No record, and no name that fewer
than twenty records have, is in what is written.`,
  words: [0, 0],
  options: {
    left: { type: 'string' },
    right: { type: 'string' },
    columns: { type: 'string' },
    out: { type: 'string' },
    from: { type: 'string' },
    encoding: { type: 'string' },
  },
  run,
};
