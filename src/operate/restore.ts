import { type ListedErasure, readErasureList } from '../platform/backup/erasure-list.ts';
import { checkBackup, restoreBackup } from '../platform/backup/restore-backup.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { putSecrets } from '../platform/secrets.ts';
import { namedFiles } from './backup.ts';
import type { Call, OperatorCommand } from './command.ts';
import { takeInList } from './erasures.ts';
import { findErasuresFile, findSecretsFolder, openDatabase, requireOwner } from './open-database.ts';
import { replayErasures } from './replay-erasures.ts';

/**
 * The erasures to carry out again in what is restored. Refuses where nobody says what they are: an old backup brings back
 * what the law erased since, and only the list knows it.
 */
function chooseErasures(call: Call, path: string): readonly ListedErasure[] {
  const { erasures, 'no-erasures': none } = call.options;
  takeInList(path, typeof erasures === 'string' ? erasures : undefined);
  const listed = readErasureList(path);
  if (listed) return listed;
  if (none === true) return [];
  throw new OperatorError(
    `There is no list of erasures at ${path}. A backup brings back what was erased by law after it was made, so say which ` +
      'records those are: --erasures LIST with the newest copy of the list, or --no-erasures when nothing was ever erased. ' +
      'Nothing was changed.',
  );
}

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
  const listed = chooseErasures(call, findErasuresFile(config));
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
    const again = await replayErasures(config, requireOwner(database.urls), listed);
    if (listed.length > 0)
      call.say(`${again} of the ${listed.length} records erased by law had to be erased in it again.`);
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
  takes: 'FILE [--keys KEYS] [--erasures LIST | --no-erasures] [--check]',
  summary: 'Puts a backup into an empty database; --check only reads it from end to end.',
  help: `KEYS (FILE.keys unless named) are those made with FILE or with a later backup. Both files are checked first: a damaged one
changes nothing. Only an empty database is written to: name a new one, or set HEED_DATA_DIR to a new folder. A restore
that was cut short is begun afresh by running it again. Stop Heed first. What was erased by law since the backup was made is
erased again before Heed serves: from the list at HEED_ERASURES_FILE, or LIST, which is taken into it. Where there is none,
--no-erasures says that nothing was ever erased.`,
  words: [1, 1],
  options: {
    keys: { type: 'string' },
    erasures: { type: 'string' },
    'no-erasures': { type: 'boolean' },
    check: { type: 'boolean' },
  },
  run,
};
