import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { matching, readPhone } from '../../modules/people/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { readColumnMap } from './column-map.ts';
import { matchPeople } from './match-people.ts';
import { createProgressBar } from './progress-bar.ts';
import { readPeopleFile } from './read-people-file.ts';
import { csvCell, writeRows } from './write-rows.ts';

/** The path that an option names, from where the operator stands; `null` where it is not given. */
export function pathOption(call: Call, name: string): string | null {
  const given = call.options[name];
  return typeof given === 'string' && given !== ''
    ? resolve(process.env.INIT_CWD ?? process.cwd(), given)
    : null;
}

/** The path that an option names. Refuses where it is not given. */
export function requirePath(call: Call, name: string): string {
  const path = pathOption(call, name);
  if (path === null) throw new OperatorError(`--${name} FILE is missing.`);
  return path;
}

const real = (path: string) => (existsSync(path) ? realpathSync(path) : path);

function refuseSame(inputs: readonly string[], outputs: readonly string[]): void {
  for (const [i, output] of outputs.entries())
    if ([...inputs, ...outputs.slice(0, i)].map(real).includes(real(output)))
      throw new OperatorError(`${output} would be written over: name another file.`);
}

async function run(call: Call): Promise<number> {
  const [left, map] = [requirePath(call, 'left'), requirePath(call, 'columns')];
  const [right, out, clusters] = [
    pathOption(call, 'right'),
    requirePath(call, 'out'),
    pathOption(call, 'clusters'),
  ];
  refuseSame(
    [left, map, ...(right === null ? [] : [right])],
    [out, ...(clusters === null ? [] : [clusters])],
  );
  const began = performance.now();
  const columns = readColumnMap(map);
  const encoder = matching.createEncoder([...columns.columns.keys()], {
    thisYear: Temporal.Now.plainDateISO().year,
    readPhone,
  });
  const ids: string[] = [];
  const bar = createProgressBar(process.stderr, () => performance.now());
  const read = async (path: string) => {
    bar.begin('Reading');
    await readPeopleFile({
      path,
      map: columns,
      add: (id, values) => {
        ids.push(id);
        encoder.add(values);
      },
      progress: bar.show,
    });
  };
  await read(left);
  if (right !== null) {
    encoder.startSecond();
    await read(right);
  }
  const people = encoder.finish();
  const { pairs, groups, compared } = await matchPeople(people, bar);
  bar.begin('Writing');
  const idOf = (row: number | undefined) => csvCell(ids[row ?? -1] ?? '');
  writeRows(out, (write) => {
    write('left,right,weight,probability');
    for (let i = 0; i < pairs.count; i += 1)
      write(
        `${idOf(pairs.a[i])},${idOf(pairs.b[i])},${(pairs.bits[i] ?? 0).toFixed(3)},${(pairs.probability[i] ?? 0).toFixed(6)}`,
      );
  });
  if (clusters !== null)
    writeRows(clusters, (write) => {
      write(right === null ? 'id,cluster' : 'id,cluster,side');
      for (let row = 0; row < people.rows; row += 1) {
        const side = right === null ? '' : row < people.split ? ',left' : ',right';
        write(`${idOf(row)},${(groups[row] ?? row) + 1}${side}`);
      }
    });
  bar.end();
  const seconds = (performance.now() - began) / 1000;
  call.log(
    `${people.rows} records, ${compared} pairs compared, ${pairs.count} said, in ${seconds.toFixed(1)} s (${Math.round(people.rows / seconds)} records a second).`,
  );
  return 0;
}

export const peopleMatch: OperatorCommand = {
  name: 'people match',
  takes: '--left FILE [--right FILE] --columns MAP --out PAIRS [--clusters FILE]',
  summary: 'Finds who is one person in a CSV file, or in two, under whatever spelling.',
  help: `--left FILE      people, one a line; the first line names the columns
--right FILE     a second file with the same columns: pairs are then only sought across the two
--columns MAP    JSON that says which column is what: {"id":"unique_id","givenName":"first_name","town":"city"}
                 Keys: id, fullName, givenName, familyName, dateOfBirth, sex, address, street, town, postcode, state,
                 phone, email, nhsNumber, upn, nationalId, birthPlace, occupation, other:NAME. A list of columns is taken too.
--out PAIRS      CSV: left,right,weight,probability; weight is what the two say alone, in bits; probability counts in what
                 all records of their group say. Only pairs as likely as not, or likelier, are written.
--clusters FILE  CSV: id,cluster: records with one number are one person (with --right, also side: left or right)

Weights are learned from the files themselves. Nothing is stored and no database is needed. The same files give the same
answer, whatever the order of their lines.`,
  words: [0, 0],
  options: {
    left: { type: 'string' },
    right: { type: 'string' },
    columns: { type: 'string' },
    out: { type: 'string' },
    clusters: { type: 'string' },
  },
  run,
};
