import { resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { toMillis } from '../kernel/clock.ts';
import { writeBackup } from '../platform/backup/write-backup.ts';
import { exportSecrets } from '../platform/secrets.ts';
import type { Call, OperatorCommand } from './command.ts';
import { findSecretsFolder, openDatabase, requireOwner } from './open-database.ts';

/** The backup and its keys, as named on the command line; npm runs us elsewhere than where it was typed. */
export function namedFiles(call: Call): { readonly file: string; readonly keysFile: string } {
  const from = process.env.INIT_CWD ?? process.cwd();
  const file = resolve(from, call.words[0] ?? '');
  const keys = call.options.keys;
  return { file, keysFile: typeof keys === 'string' ? resolve(from, keys) : `${file}.keys` };
}

async function run(call: Call): Promise<number> {
  const config = call.config();
  const files = namedFiles(call);
  const secrets = exportSecrets({
    folder: findSecretsFolder(config),
    files: config.secretFiles,
    mode: config.mode,
  });
  const database = await openDatabase(config, {
    purpose: 'heed backup',
    whenServed: 'share',
    log: call.log,
  });
  try {
    const summary = await writeBackup({
      ...files,
      ownerUrl: requireOwner(database.urls),
      now: toMillis(Temporal.Now.instant()),
      heed: packageJson.version,
      secrets,
    });
    call.say(`Backed up ${summary.rows} rows of ${summary.tables} tables to ${files.file}`);
    call.say(`The keys are in ${files.keysFile}. Keep them apart, for at most 30 days.`);
  } finally {
    await database.close();
  }
  return 0;
}

export const backup: OperatorCommand = {
  name: 'backup',
  takes: 'FILE [--keys KEYS]',
  summary: 'Copies everything, as it stands at one instant, to FILE and its keys to KEYS (FILE.keys).',
  help: `Heed may go on working meanwhile. FILE holds no readable words without KEYS, which holds every record's key and Heed's
secrets: keep the two apart. Neither may exist already. Works for the embedded PostgreSQL and, with
HEED_DATABASE_OWNER_URL, for a server of your own.`,
  words: [1, 1],
  options: { keys: { type: 'string' } },
  run,
};
