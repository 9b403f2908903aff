import { OperatorError } from '../platform/operator-error.ts';
import { makeSecrets, SECRET_FILES } from '../platform/secrets.ts';
import type { Call, OperatorCommand } from './command.ts';
import { findSecretsFolder } from './open-database.ts';

async function run(call: Call): Promise<number> {
  const folder = findSecretsFolder(call.config());
  try {
    const made = makeSecrets(folder);
    call.say(
      made.length === 0
        ? `All secrets are in ${folder} already; nothing was changed.`
        : `Made ${made.map((name) => SECRET_FILES[name]).join(', ')} in ${folder}. Back them up apart from the database.`,
    );
  } catch (cause) {
    throw new OperatorError(`The secrets can't be written to ${folder}: ${(cause as Error).message}`, {
      cause,
    });
  }
  return 0;
}

export const secrets: OperatorCommand = {
  name: 'secrets',
  takes: '',
  summary: 'Makes the secrets of a new installation that are not there yet.',
  help: `Run it once, then copy the folder to every machine that runs Heed. It never changes a secret that exists. Without these
files nothing stored in Heed can be read: see docs/operating/backup-and-restore.md.`,
  words: [0, 0],
  options: {},
  run,
};
