import { matching } from '../../modules/people/index.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { readWeights } from './kept-weights.ts';
import { matchPeople } from './match-people.ts';
import { pathOption, refuseSame, requirePath } from './paths.ts';
import { createProgressBar, screenOf } from './progress-bar.ts';
import { readPeople } from './read-people.ts';
import { type RowsToWrite, writeRows } from './write-rows.ts';

async function run(call: Call): Promise<number> {
  const [out, clusters, kept] = [
    requirePath(call, 'out'),
    pathOption(call, 'clusters'),
    pathOption(call, 'weights'),
  ];
  const linking = pathOption(call, 'right') !== null;
  refuseSame(call, ['left', 'right', 'columns', 'weights'], ['out', 'clusters']);
  const began = performance.now();
  const bar = createProgressBar(screenOf(call), () => performance.now());
  const weights = kept === null ? undefined : readWeights(kept);
  const { people, ids, crew } = await readPeople(call, bar);
  try {
    const given = weights && matching.weightsFor(matching.planComparisons(people.fields), weights);
    const { pairs, groups, compared } = await matchPeople(people, bar, { given, crew });
    bar.begin('Writing');
    const pairsToWrite: RowsToWrite = {
      path: out,
      head: 'left,right,weight,probability',
      count: pairs.count,
      write: (row, i) => {
        row.id(ids, pairs.a[i] as number);
        row.plain(',');
        row.id(ids, pairs.b[i] as number);
        row.plain(',');
        row.fixed(pairs.bits[i] as number, 3);
        row.plain(',');
        row.fixed(pairs.probability[i] as number, 6);
      },
    };
    const clustersToWrite = (path: string): RowsToWrite => ({
      path,
      head: linking ? 'id,cluster,side' : 'id,cluster',
      count: people.rows,
      write: (row, i) => {
        row.id(ids, i);
        row.plain(',');
        row.whole((groups[i] as number) + 1);
        if (linking) row.plain(i < people.split ? ',left' : ',right');
      },
    });
    await writeRows([pairsToWrite, ...(clusters === null ? [] : [clustersToWrite(clusters)])], bar.show);
    bar.end();
    const seconds = (performance.now() - began) / 1000;
    call.log(
      `${people.rows} records, ${compared} pairs compared, ${pairs.count} said, in ${seconds.toFixed(1)} s (${Math.round(people.rows / seconds)} records a second), ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most.`,
    );
    return 0;
  } finally {
    await crew.dismiss();
  }
}

export const peopleMatch: OperatorCommand = {
  name: 'people match',
  takes:
    '--left FILE [--right FILE] --columns MAP --out PAIRS [--clusters FILE] [--weights FILE] [--encoding NAME]',
  summary: 'Finds who is one person in a CSV file, or in two, under whatever spelling.',
  help: `--left FILE      people, one a line; the first line names the columns
--right FILE     a second file with the same columns: pairs are then only sought across the two
--columns MAP    JSON that says which column is what: {"id":"unique_id","givenName":"first_name","town":"city"}
                 Keys: id, fullName, givenName, familyName, dateOfBirth, age, sex, address, street, town, postcode, state,
                 phone, email, nhsNumber, upn, nationalId, birthPlace, occupation, other:NAME. A list of columns too.
--out PAIRS      CSV: left,right,weight,probability; weight is what the two say alone, in bits; probability counts in what
                 all records of their group say. Only pairs as likely as not, or likelier, are written.
--clusters FILE  CSV: id,cluster: records with one number are one person (with --right, also side: left or right)
--weights FILE   weights that \`heed people estimate-weights\` wrote, in place of learning from these files
--encoding NAME  how the files are written where that is not UTF-8: windows-1252, windows-1250, iso-8859-2…

Weights are learned from the files themselves. Nothing is stored and no database is needed. The same lines give the same
answer, in whatever order, and whichever of two files is named first.`,
  words: [0, 0],
  options: {
    left: { type: 'string' },
    right: { type: 'string' },
    columns: { type: 'string' },
    out: { type: 'string' },
    clusters: { type: 'string' },
    weights: { type: 'string' },
    encoding: { type: 'string' },
  },
  run,
};
