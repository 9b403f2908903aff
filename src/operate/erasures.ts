import { resolve } from 'node:path';
import { addToErasureList, readErasureList } from '../platform/backup/erasure-list.ts';
import { OperatorError } from '../platform/operator-error.ts';
import type { Call, OperatorCommand } from './command.ts';
import { findErasuresFile, openDatabase, refuseUnmigrated, requireOwner } from './open-database.ts';
import { replayErasures } from './replay-erasures.ts';

/** Takes what another copy of the list has into the one in use. Gives the path of that. */
export function takeInList(path: string, other: string | undefined): void {
  if (other === undefined) return;
  const from = resolve(process.env.INIT_CWD ?? process.cwd(), other);
  const listed = readErasureList(from);
  if (listed === null) throw new OperatorError(`${from} is not there.`);
  addToErasureList(path, listed);
}

async function run(call: Call): Promise<number> {
  const config = call.config();
  const path = findErasuresFile(config);
  takeInList(path, call.words[0]);
  const listed = readErasureList(path);
  if (listed === null)
    throw new OperatorError(
      `There is no list of erasures at ${path}. Name a copy of it, or set HEED_ERASURES_FILE.`,
    );
  const database = await openDatabase(config, {
    purpose: 'heed erasures',
    whenServed: 'share',
    log: call.log,
  });
  try {
    await refuseUnmigrated(database.urls);
    const done = await replayErasures(config, requireOwner(database.urls), listed);
    call.say(`The list has ${listed.length} erasures. ${done} of them had to be carried out here again.`);
  } finally {
    await database.close();
  }
  return 0;
}

export const erasures: OperatorCommand = {
  name: 'erasures',
  takes: '[LIST]',
  summary: 'Erases again, in a restored database, what was erased by law since its backup was made.',
  help: `Heed keeps the list of erasures outside the database (HEED_ERASURES_FILE) and does not serve a database that holds what is
on it. LIST is another copy of it, which is taken into the one in use first. \`heed restore\` does the same by itself.
Running it again changes nothing. Needs HEED_DATABASE_OWNER_URL, except in the demo.`,
  words: [0, 1],
  options: {},
  run,
};
