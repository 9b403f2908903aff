import { randomBytes } from 'node:crypto';
import { recipientSecret } from '../../compose/sealed.ts';
import { createRecipientProofs, inviteRecipient, saveInvitation } from '../../modules/disclosures/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { runCommand } from '../../platform/run-command.ts';
import { OPERATOR } from '../area/write-area.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { withSealed } from './with-sealed.ts';

const CODE_BYTES = 10;

async function run(call: Call): Promise<number> {
  const { baseUrl, port } = call.config();
  const made = await withSealed(call, 'heed disclosures invite', (spine, secrets) => {
    const invite = inviteRecipient({ saveInvitation }, createRecipientProofs(recipientSecret(secrets)));
    return runCommand(spine, OPERATOR, (tx, ctx) => invite(tx, ctx, randomBytes(CODE_BYTES)));
  });
  if (!made.ok) throw new OperatorError(`No invitation was made (${made.refusal.code}). Try again.`);
  const { code, expires } = made.value;
  call.say(code);
  call.say(`Good until ${expires}, once, at ${baseUrl ?? `http://localhost:${port}`}/recipients/enrol`);
  call.say('Hand it over on paper. Heed keeps no copy, and you learn nothing of what is disclosed by it.');
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
