import { checkBackup, restoreBackup } from '../platform/backup/restore-backup.ts';
import { putSecrets } from '../platform/secrets.ts';
import { namedFiles } from './backup.ts';
import type { Call, OperatorCommand } from './command.ts';
import { findSecretsFolder, openDatabase, requireOwner } from './open-database.ts';

async function run(call: Call): Promise<number> {
  const files = namedFiles(call);
  const config = call.config();
  if (call.options.check === true) {
    const { backup } = await checkBackup(files.file, files.keysFile);
    call.say(
      `The backup of ${backup.header.takenAt} is whole: ${backup.tables.length} tables, ${backup.rows} rows.`,
    );
    return 0;
  }
  const database = await openDatabase(config, {
    purpose: 'heed restore',
    whenServed: 'refuse',
    log: call.log,
  });
  try {
    const restored = await restoreBackup({
      ...files,
      ownerUrl: requireOwner(database.urls),
      now: Temporal.Now.instant(),
      putSecrets: (secrets) =>
        putSecrets(secrets, { folder: findSecretsFolder(config), files: config.secretFiles }),
      log: call.log,
    });
    call.say(
      `Restored ${restored.rows} rows of ${restored.tables.length} tables, as they stood at ${restored.header.takenAt}.`,
    );
  } finally {
    await database.close();
  }
  return 0;
}

export const restore: OperatorCommand = {
  name: 'restore',
  takes: 'FILE [--keys KEYS] [--check]',
  summary: 'Puts a backup into an empty database; --check only reads it from end to end.',
  help: `KEYS (FILE.keys unless named) are those made with FILE or with a later backup. Both files are checked first: a damaged one
changes nothing. Only an empty database is written to: name a new one, or set HEED_DATA_DIR to a new folder. A restore
that was cut short is begun afresh by running it again. Stop Heed first.`,
  words: [1, 1],
  options: { keys: { type: 'string' }, check: { type: 'boolean' } },
  run,
};
