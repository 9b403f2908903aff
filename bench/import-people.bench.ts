/**
 * A council's earlier system comes in: its people from a CSV file, each with two names, a birth, a number, two addresses, a
 * school, a doctor and a mother among them, through the commands, on a PostgreSQL that syncs to disk; then the same file once
 * more. Target: 300 people a second, at the end of the file as at its beginning. `HEED_BENCH_IMPORT_PEOPLE` sets how many.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layFoundations } from '../src/compose/foundations.ts';
import { listOutside } from '../src/compose/records.ts';
import { composeModules } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { importPeople } from '../src/operate/import/import-people.ts';
import type { PersonMapping } from '../src/operate/import/read-person-mapping.ts';
import { machineClock } from '../src/platform/clock.ts';
import { silentLog } from '../src/platform/log.ts';
import { makeSecrets } from '../test/support/heed.ts';
import { openKillableWorld } from '../test/support/killable.ts';
import { fillWrenfold } from '../test/support/wrenfold.ts';
import { report, reportGrowth } from './support/figure.ts';
import { createPopulation } from './support/population.ts';

const ROWS = Number(process.env.HEED_BENCH_IMPORT_PEOPLE ?? 20_000);
const bench = 'import-people';

const NAMES =
  'no,name,known_as,dob,sex,ethnicity,reference,home,home_code,home_from,old,old_code,old_from,old_to,school,gp,mother';
const mapping: PersonMapping = {
  source: 'bench',
  system: 'bench',
  number: 'no',
  names: ['name', { value: 'known_as', sort: { always: 'known-as' } }].map((one) =>
    typeof one === 'string' ? { value: one } : one,
  ),
  dateOfBirth: 'dob',
  sex: 'sex',
  ethnicity: 'ethnicity',
  identifiers: { police: 'reference' },
  addresses: [
    { address: 'home', postcode: 'home_code', from: 'home_from' },
    { address: 'old', postcode: 'old_code', from: 'old_from', until: 'old_to' },
  ],
  school: 'school',
  gp: 'gp',
  relationships: [{ to: 'mother', is: { always: 'mother' }, reversed: true }],
};

const pad = (n: number) => String(n).padStart(2, '0');

function* makeLines(): Iterable<string> {
  const population = createPopulation(11);
  yield `${NAMES}\n`;
  for (let i = 0; i < ROWS; i += 1) {
    const [person] = population.concern();
    const name = person?.kind === 'child' ? `${person.name ?? 'Child'} ${'QXZVKW'[i % 6]}ar${i % 977}en` : '';
    const code = (n: number) => `ZE${1 + (n % 60)} ${n % 10}AB`;
    const born = `${2008 + (i % 15)}-${pad(1 + (i % 12))}-${pad(1 + (i % 28))}`;
    const home = `${1 + (i % 120)} Example Street,${code(i)},2019-03-01`;
    const old = `${1 + (i % 90)} Sample Road,${code(i + 7)},2015-02-01,2019-02-28`;
    const mother = i % 3 === 2 ? `N${100_000 + i - 1}` : '';
    yield `N${100_000 + i},${name.replaceAll(',', '')},Nick${i % 400},${born},F,White British,REF${500_000 + i},${home},${old},Hollow Lane ${i % 60} Primary,Mill Surgery ${i % 20},${mother}\n`;
  }
}

const world = await openKillableWorld();
const folder = mkdtempSync(join(tmpdir(), 'heed-bench-import-'));
try {
  const secrets = makeSecrets();
  await fillWrenfold({ urls: world.postgres.urls, secrets, clock: machineClock });
  const file = join(folder, 'people.csv');
  await writeFile(file, makeLines());
  const given = { config: readConfig({ PORT: '0' }), secrets, log: silentLog };
  const on = await layFoundations({ ...given, url: world.postgres.urls.app, works: false });
  const { people } = composeModules(on, given);
  const passed: { readonly rows: number; readonly ms: number }[] = [];
  async function bring(mend: string): Promise<{ readonly added: number; readonly already: number }> {
    const began = performance.now();
    passed.length = 0;
    return importPeople(
      on,
      { people, listOutside },
      {
        file,
        mapping,
        mend: join(folder, mend),
        dryRun: false,
        seenBy: [],
        onProgress: (_, rows) => passed.push({ rows, ms: performance.now() - began }),
        signal: new AbortController().signal,
      },
    );
  }
  const within = (from: number, to: number) => {
    const a = passed.find(({ rows }) => rows >= from) ?? { rows: 0, ms: 0 };
    const b = passed.findLast(({ rows }) => rows <= to) ?? a;
    return ((b.rows - a.rows) * 1_000) / (b.ms - a.ms);
  };
  const under = { people: ROWS };
  const unit = 'people a second';
  try {
    const came = await bring('mend.csv');
    if (came.added !== ROWS) throw new Error(`${came.added} of ${ROWS} were brought in`);
    const whole = within(0, ROWS);
    report({ bench, what: 'brought in', value: whole, unit, target: { atLeast: 300 }, under });
    reportGrowth({
      bench,
      what: 'milliseconds a person',
      small: 1_000 / within(0, ROWS * 0.1),
      large: 1_000 / within(ROWS * 0.9, ROWS),
      of: 'people known',
      from: ROWS * 0.1,
      to: ROWS,
    });
    const again = await bring('again.csv');
    if (again.already !== ROWS) throw new Error(`${again.already} of ${ROWS} were known`);
    report({
      bench,
      what: 'the same file again',
      value: within(0, ROWS),
      unit,
      target: { atLeast: 1_000 },
      under,
    });
  } finally {
    await on.close();
  }
} finally {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
}
