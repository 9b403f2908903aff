import { OperatorError } from '../../platform/operator-error.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { pathOf } from '../ledger/judge-files.ts';
import { withModules } from '../with-modules.ts';
import { type Imported, importConcerns } from './import-concerns.ts';
import { type ConcernMapping, concernMapping, readMapping } from './read-mapping.ts';
import { readMoment } from './read-moment.ts';
import { SSD_CONTACTS } from './ready-mappings.ts';
import { EXIT_CODES, runImport } from './run-import.ts';

function sayImported(call: Call, came: Imported, dryRun: boolean, stopped: boolean, mend: string): void {
  const number = (n: number) => n.toLocaleString('en-GB');
  call.say(
    dryRun
      ? `Nothing was brought in. Of ${number(came.rows)} rows:`
      : `Of ${number(came.rows)} rows${stopped ? ' read before it was stopped' : ''}:`,
  );
  call.say(`- kept as decided in the earlier system, nothing being owed for them: ${number(came.kept)}`);
  call.say(`- owed by the front door, because nobody had decided them: ${number(came.open)}`);
  call.say(`- here already: ${number(came.already)}`);
  call.say(`- not taken: ${number(came.toMend)}`);
  if (came.toMend > 0)
    call.say(`${mend} says what to mend in each of those. Mend it there, and import that file.`);
  if (stopped) call.say('Run the same command again to go on.');
}

/** From which day on what nobody had decided is owed here; the beginning of time unless told. */
function readOwedFrom(call: Call): Temporal.Instant | null {
  const text = call.options['owed-from'];
  if (text === undefined) return null;
  const day = readMoment(String(text));
  if (!day) throw new OperatorError(`--owed-from is a day such as 2026-09-01; "${text}" is none.`);
  return day;
}

function mappingOf(call: Call, ready: ConcernMapping | null): ConcernMapping {
  const { columns } = call.options;
  if (typeof columns === 'string') return readMapping(pathOf(columns), concernMapping);
  if (ready) return ready;
  throw new OperatorError(
    'Say with --columns which column is what: a file as described in docs/operating/import.md.',
  );
}

async function run(call: Call, ready: ConcernMapping | null): Promise<number> {
  const file = pathOf(call.words[0]);
  const mapping = mappingOf(call, ready);
  const owedFrom = readOwedFrom(call);
  const dryRun = call.options['dry-run'] === true;
  return runImport(call, file, async ({ mend, signal, onProgress }) => {
    const came = await withModules(
      { config: call.config(), purpose: 'import', log: call.log },
      (on, { concerns }) =>
        importConcerns(on, concerns, { file, mapping, mend, dryRun, owedFrom, onProgress, signal }),
    );
    sayImported(call, came, dryRun, signal.aborted, mend);
    return came.toMend;
  });
}

const OPTIONS = {
  columns: { type: 'string' },
  mend: { type: 'string' },
  'owed-from': { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;
const HELP = `What nobody had decided there is owed by the front door, from --owed-from on; what is older was dealt with. Rows that
can't be taken are written, with what to mend in each, to FILE.mend.csv. Stopped or killed, it goes on where it was when
run again.`;

export const importConcernsCommand: OperatorCommand = {
  name: 'import concerns',
  takes: 'FILE --columns MAP.json [--owed-from DAY] [--dry-run] [--mend FILE]',
  summary: 'Carries the concerns of an earlier system over, so that the next warning meets them.',
  help: `FILE is CSV, JSON lines or .xlsx. MAP.json says which column is what (docs/operating/import.md).
${HELP}`,
  words: [1, 1],
  options: OPTIONS,
  exitCodes: EXIT_CODES,
  run: (call) => run(call, null),
};

export const importContactsCommand: OperatorCommand = {
  name: 'import contacts',
  takes: 'FILE [--columns MAP.json] [--owed-from DAY] [--dry-run] [--mend FILE]',
  summary: 'The same for contacts, as every council can write them (ssd_contacts).',
  help: `Without --columns FILE has the columns of ssd_contacts, of the Standard Safeguarding Dataset.
${HELP}`,
  words: [1, 1],
  options: OPTIONS,
  exitCodes: EXIT_CODES,
  run: (call) => run(call, SSD_CONTACTS),
};
