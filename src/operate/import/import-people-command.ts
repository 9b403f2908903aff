import { listOutside } from '../../compose/records.ts';
import type { PostId } from '../../kernel/ids.ts';
import { listAllPosts } from '../../modules/access/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Spine } from '../../platform/transaction.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { pathOf } from '../ledger/judge-files.ts';
import { withModules } from '../with-modules.ts';
import { type ImportedPeople, importPeople } from './import-people.ts';
import { readMapping } from './read-mapping.ts';
import { personMapping } from './read-person-mapping.ts';
import { EXIT_CODES, runImport } from './run-import.ts';

/** The posts of these names, each the name of one post; or ids of posts. */
async function findPosts({ db }: Pick<Spine, 'db'>, names: readonly string[]): Promise<readonly PostId[]> {
  if (names.length === 0) return [];
  const posts = await db.transaction().execute((tx) => listAllPosts(tx));
  return names.map((name) => {
    const found = posts.filter((post) => post.id === name || post.name.toLowerCase() === name.toLowerCase());
    const [only] = found;
    if (only && found.length === 1) return only.id;
    throw new OperatorError(
      found.length === 0
        ? `There is no post called "${name}". Name it as its page does.`
        : `${found.length} posts are called "${name}": ${found.map(({ id }) => id).join(', ')}. Say which by its id.`,
    );
  });
}

function sayImported(
  call: Call,
  came: ImportedPeople,
  dryRun: boolean,
  stopped: boolean,
  mend: string,
): void {
  const number = (n: number) => n.toLocaleString('en-GB');
  const lines: readonly (readonly [string, number, boolean])[] = [
    ['people who were not on record', came.added, true],
    ['with something new about somebody on record', came.changed, true],
    ['that say nothing new', came.already, true],
    ['of people who are protected', came.protected, came.protected > 0],
    ['about somebody who was erased by law here: nothing was put back', came.erased, came.erased > 0],
    ['not taken', came.toMend - came.part, true],
    ['taken, except for something to mend', came.part, came.part > 0],
  ];
  call.say(
    dryRun
      ? `Nothing was brought in. Of ${number(came.rows)} rows:`
      : `Of ${number(came.rows)} rows${stopped ? ' read before it was stopped' : ''}:`,
  );
  for (const [what, count, said] of lines) if (said) call.say(`- ${what}: ${number(count)}`);
  if (!dryRun)
    call.say(
      `Joined to a record that was here, having its verified number, name and date of birth: ${number(came.joined)}. Linked to what concerns name, in the same way: ${number(came.linked)}.`,
    );
  if (came.toMend > 0)
    call.say(`${mend} says what to mend in each of those. Mend it there, and import that file.`);
  if (stopped) call.say('Run the same command again to go on.');
}

async function run(call: Call): Promise<number> {
  const file = pathOf(call.words[0]);
  const { columns } = call.options;
  const mapping = typeof columns === 'string' ? readMapping(pathOf(columns), personMapping) : null;
  const names = [call.options['seen-by'] ?? []].flat().map(String);
  const dryRun = call.options['dry-run'] === true;
  return runImport(call, file, async (given) => {
    const came = await withModules(
      { config: call.config(), purpose: 'import', log: call.log },
      async (on, { people }) => {
        const seenBy = await findPosts(on.spine, names);
        return importPeople(on, { people, listOutside }, { file, mapping, dryRun, seenBy, ...given });
      },
    );
    sayImported(call, came, dryRun, given.signal.aborted, given.mend);
    return came.toMend;
  });
}

export const importPeopleCommand: OperatorCommand = {
  name: 'import people',
  takes: 'FILE [--columns MAP.json] [--seen-by POST ...] [--dry-run] [--mend FILE]',
  summary:
    'Carries the people of an earlier system over: who they are, where they live, what they are to each other.',
  help: `FILE is CSV, JSON lines or .xlsx. Without --columns it is a table of the Standard Safeguarding Dataset: ssd_person first,
then ssd_address, ssd_family, ssd_mother, ssd_disability ... MAP.json says which column is what (docs/operating/import.md).
Posts named with --seen-by may see past the protections in it; the scrutineer's always may. Rows of which something can't be
taken are written, with what to mend, to FILE.mend.csv. Stopped or killed, it goes on where it was when run again.`,
  words: [1, 1],
  options: {
    columns: { type: 'string' },
    mend: { type: 'string' },
    'seen-by': { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
  },
  exitCodes: EXIT_CODES,
  run,
};
