import { randomBytes } from 'node:crypto';
import { openSealedSpine, recipientSecret } from '../../compose/sealed.ts';
import { createRecipientProofs, inviteRecipient, saveInvitation } from '../../modules/disclosures/index.ts';
import { machineClock } from '../../platform/clock.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { runCommand } from '../../platform/run-command.ts';
import { OPERATOR } from '../area/write-area.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { openDatabase, openSecrets, refuseUnmigrated } from '../open-database.ts';

const CODE_BYTES = 10;

async function run(call: Call): Promise<number> {
  const config = call.config();
  const database = await openDatabase(config, {
    purpose: 'heed disclosures invite',
    whenServed: 'share',
    log: call.log,
  });
  try {
    await refuseUnmigrated(database.urls);
    const secrets = openSecrets(config);
    if (database.urls.sealed === null)
      throw new OperatorError(
        'HEED_DATABASE_SEALED_URL must be set: sealed disclosures are kept by a role of their own.',
      );
    const sealed = openSealedSpine(database.urls.sealed, machineClock);
    try {
      const invite = inviteRecipient({ saveInvitation }, createRecipientProofs(recipientSecret(secrets)));
      const made = await runCommand(sealed.spine, OPERATOR, (tx, ctx) =>
        invite(tx, ctx, randomBytes(CODE_BYTES)),
      );
      if (!made.ok) throw new OperatorError(`No invitation was made (${made.refusal.code}). Try again.`);
      call.say(made.value.code);
      call.say(
        `Good until ${made.value.expires}, once, at ${config.baseUrl ?? `http://localhost:${config.port}`}/recipients/enrol`,
      );
      call.say(
        'Hand it over on paper. Heed keeps no copy, and you learn nothing of what is disclosed by it.',
      );
    } finally {
      await sealed.close();
    }
  } finally {
    await database.close();
  }
  return 0;
}

export const disclosuresInvite: OperatorCommand = {
  name: 'disclosures invite',
  takes: '',
  summary: 'Makes a code by which one person makes the keys that disclosures are sealed to.',
  help: `The code works once, for 14 days, for whoever holds it. To make keys is not yet to receive anything: the guardians put them
into the roster and sign it. docs/operating/recipients.md says the rest.`,
  words: [0, 0],
  options: {},
  run,
};
