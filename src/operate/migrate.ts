import { migrate as migrateDatabase } from '../platform/migrate.ts';
import type { Call, OperatorCommand } from './command.ts';
import { openDatabase, requireOwner } from './open-database.ts';

async function run(call: Call): Promise<number> {
  const database = await openDatabase(call.config(), {
    purpose: 'heed migrate',
    whenServed: 'share',
    log: call.log,
  });
  try {
    const applied = await migrateDatabase({
      ownerUrl: requireOwner(database.urls),
      now: Temporal.Now.instant(),
      log: call.log,
    });
    call.say(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.length} migrations.`);
  } finally {
    await database.close();
  }
  return 0;
}

export const migrate: OperatorCommand = {
  name: 'migrate',
  takes: '',
  summary: 'Brings the database up to this Heed. Safe to run again; two at once take turns.',
  help: `Needs HEED_DATABASE_OWNER_URL (or the embedded PostgreSQL). Refuses a database that a newer Heed has been at, and a
migration that was changed after it ran. Take a backup first.`,
  words: [0, 0],
  options: {},
  run,
};
