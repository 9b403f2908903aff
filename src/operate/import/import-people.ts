import { setImmediate as breathe } from 'node:timers/promises';
import type { Foundations } from '../../compose/foundations.ts';
import { LONDON } from '../../kernel/clock.ts';
import type { PersonId, PostId } from '../../kernel/ids.ts';
import type { CarriedPeople, EarlierPerson, ListOutside, People } from '../../modules/people/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { runCommand } from '../../platform/run-command.ts';
import { runQuery } from '../../platform/run-query.ts';
import { OPERATOR } from '../area/write-area.ts';
import { mapPerson } from './map-person.ts';
import { openMendedFile } from './mended-file.ts';
import { inBatches, refuseUnknownColumns } from './read-batches.ts';
import type { PersonMapping } from './read-person-mapping.ts';
import { type Row, readRows } from './read-rows.ts';
import { findReadyMapping } from './ssd-people.ts';

/** What an import of people came to, or would come to. */
export interface ImportedPeople {
  readonly rows: number;
  /** Rows that made a record of somebody new. */
  readonly added: number;
  /** Rows that put something on the record of somebody who was there. */
  readonly changed: number;
  /** Rows that said nothing new. */
  readonly already: number;
  /** Rows about somebody whose record was erased by law. */
  readonly erased: number;
  /** Rows with something to mend; of `part` of them the rest was taken. */
  readonly toMend: number;
  readonly part: number;
  readonly protected: number;
  /** Joined to a record that was there, and mentions of concerns linked, because they are surely the same person. */
  readonly joined: number;
  readonly linked: number;
}

/** What an import of people is told. */
export interface ImportPeople {
  readonly file: string;
  /** `null`: by the file's columns, where it is a table of the Standard Safeguarding Dataset. */
  readonly mapping: PersonMapping | null;
  readonly mend: string;
  readonly dryRun: boolean;
  /** Posts that may see past the protections in it, beside the scrutineer's. */
  readonly seenBy: readonly PostId[];
  readonly onProgress: (share: number, rows: number) => void;
  readonly signal: AbortSignal;
}

/** What the import works with: the module, and who may always see past a protection. */
export interface PeopleToImport {
  readonly people: Pick<People, 'carryOverPeople' | 'weighEarlierPeople'>;
  readonly listOutside: ListOutside;
}

interface Good {
  readonly row: Row;
  readonly person: EarlierPerson;
  readonly problems: readonly string[];
}

type Keep = (people: readonly EarlierPerson[]) => Promise<CarriedPeople>;

/** Has a batch kept; one that says nothing new is only looked at, so that the ledger says nothing of it either. */
function keeper(
  on: Pick<Foundations, 'spine'>,
  { people, listOutside }: PeopleToImport,
  { dryRun, seenBy }: ImportPeople,
): Keep {
  const coming = { people: new Map<string, PersonId>(), said: new Set<string>() };
  const carryOver = people.carryOverPeople(listOutside);
  const must = <T>(
    done:
      | { readonly ok: true; readonly value: T }
      | { readonly ok: false; readonly refusal: { readonly code: string } },
  ) => {
    if (done.ok) return done.value;
    throw new OperatorError(`A batch was refused (${done.refusal.code}); nothing of it was kept.`);
  };
  const weigh = async (batch: readonly EarlierPerson[]) =>
    must(
      await runQuery(on.spine, OPERATOR, (tx, ctx) =>
        people.weighEarlierPeople(tx, ctx, dryRun ? { people: batch, coming } : { people: batch }),
      ),
    );
  /** The batch before added nothing: then this one is looked at first, as where a file is brought again. */
  let quiet = true;
  return async (batch) => {
    if (dryRun || quiet) {
      const weighed = await weigh(batch);
      for (const { number, person } of dryRun ? weighed.numbers : []) coming.people.set(number, person);
      for (const fact of dryRun ? weighed.said : []) coming.said.add(fact);
      quiet = !weighed.rows.some(({ outcome }) => outcome === 'new' || outcome === 'changed');
      if (dryRun || quiet) return weighed;
    }
    const done = await runCommand(on.spine, OPERATOR, (tx, ctx) =>
      carryOver(tx, ctx, { people: batch, seenBy }),
    );
    quiet = !done.ok && done.refusal.code === 'people.nothing-new';
    return quiet ? weigh(batch) : must(done);
  };
}

/** The mapping for this file. A ready one may name columns that an older extract of its table has not. */
function chooseMapping(
  given: PersonMapping | null,
  first: readonly Row[],
  columns: readonly string[] | null,
): PersonMapping {
  const names = columns ?? [...new Set(first.flatMap(({ cells }) => Object.keys(cells)))];
  if (given) {
    refuseUnknownColumns(given, columns);
    return given;
  }
  const ready = findReadyMapping(names);
  if (ready) return ready;
  throw new OperatorError(
    'These are not the columns of a table of the Standard Safeguarding Dataset that tells of people. Say with --columns which column is what: a file as described in docs/operating/import.md.',
  );
}

const NOT_HERE =
  'nobody with this number is on record; bring in the file that tells who they are first, then this row';
const sayMissing = (numbers: readonly string[]) =>
  `whom this person is tied to is not on record (number ${numbers.join(', ')}); bring them in first, then this row`;

/** What is only known once everybody of the file is on record: what they are to each other. */
const onlyTies = (person: EarlierPerson): EarlierPerson => ({
  ...person,
  facts: [],
  protection: null,
  mayBeNew: false,
});

/**
 * Imports the people of an earlier system through the commands, a batch at a time, each whole or not at all. Rows of which
 * something can't be taken are written to the file of what to mend, and the rest goes on. Where rows are tied to others that
 * come later in the file, it is read a second time. Run again after a kill it takes up where it was: what was said before is
 * known, and is said once.
 */
export async function importPeople(
  on: Pick<Foundations, 'spine'>,
  made: PeopleToImport,
  given: ImportPeople,
): Promise<ImportedPeople> {
  const { file, signal, onProgress } = given;
  const mended = openMendedFile(given.mend);
  const today = on.spine.clock.domain().toZonedDateTimeISO(LONDON).toPlainDate();
  const keep = keeper(on, made, given);
  const total = {
    rows: 0,
    added: 0,
    changed: 0,
    already: 0,
    erased: 0,
    part: 0,
    protected: 0,
    joined: 0,
    linked: 0,
  };
  let waiting = false;
  let mapping: PersonMapping | null = null;

  async function readThrough(
    work: (batch: readonly Good[], columns: readonly string[] | null) => Promise<void>,
    bad: (row: Row, problems: readonly string[], columns: readonly string[] | null) => Promise<void>,
    seen: (share: number, rows: number) => void,
  ) {
    const source = readRows(file);
    for await (const batch of inBatches(source.rows)) {
      mapping ??= chooseMapping(given.mapping, batch, source.columns());
      const good: Good[] = [];
      for (const row of batch) {
        const { person, problems } = mapPerson(row, mapping, today);
        if (person) good.push({ row, person, problems });
        else await bad(row, problems, source.columns());
      }
      await work(good, source.columns());
      seen(source.progress(), batch.length);
      if (signal.aborted) return;
      await breathe();
    }
  }

  function count(came: CarriedPeople, good: readonly Good[]): void {
    for (const [i, { outcome }] of came.rows.entries()) {
      if (outcome === 'new') total.added += 1;
      else if (outcome !== 'unknown') total[outcome] += 1;
      const takes = outcome === 'new' || outcome === 'changed';
      if (takes && good[i]?.person.protection) total.protected += 1;
    }
    total.joined += came.joined;
    total.linked += came.linked;
  }

  try {
    await readThrough(
      async (good, columns) => {
        const came = await keep(good.map(({ person }) => person));
        count(came, good);
        for (const [i, { row, problems }] of good.entries()) {
          const { outcome, missing } = came.rows[i] ?? { outcome: 'unknown', missing: [] };
          if (missing.length > 0) waiting = true;
          const said = outcome === 'unknown' ? [NOT_HERE, ...problems] : problems;
          if (outcome === 'erased' || said.length === 0) continue;
          if (outcome !== 'unknown') total.part += 1;
          await mended.add(row, outcome === 'unknown' ? said : ['taken, except for this', ...said], columns);
        }
      },
      (row, problems, columns) => mended.add(row, problems, columns),
      (share, rows) => {
        total.rows += rows;
        onProgress(share, total.rows);
      },
    );
    if (waiting && !signal.aborted)
      await readThrough(
        async (good, columns) => {
          const tied = good.filter(({ person }) => person.ties.length > 0);
          const came = await keep(tied.map(({ person }) => onlyTies(person)));
          for (const [i, { row, problems }] of tied.entries()) {
            const missing = came.rows[i]?.missing ?? [];
            if (missing.length === 0) continue;
            if (problems.length === 0) total.part += 1;
            await mended.add(row, ['taken, except for this', sayMissing(missing)], columns);
          }
        },
        async () => undefined,
        (share) => onProgress(share, total.rows),
      );
  } finally {
    await mended.close();
  }
  return { ...total, toMend: mended.count() };
}
