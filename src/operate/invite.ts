import type { Foundations } from '../compose/foundations.ts';
import type { Modules } from '../compose.ts';
import type { Config } from '../config.ts';
import type { RefusalCatalogue } from '../kernel/refusal.ts';
import { ACCESS_REFUSALS, findAccountByEmail } from '../modules/access/index.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { runCommand } from '../platform/run-command.ts';
import { OPERATOR } from './area/write-area.ts';
import type { Call, OperatorCommand } from './command.ts';
import { withModules } from './with-modules.ts';

const SENTENCES: RefusalCatalogue = ACCESS_REFUSALS;

/** A link by which the person with `email` chooses a password, once, within 48 hours. */
export async function makeInvitation(
  on: Foundations,
  modules: Modules,
  config: Config,
  email: string,
): Promise<string> {
  const made = await runCommand(on.spine, OPERATOR, async (tx, ctx) => {
    const account = await findAccountByEmail(tx, email.toLowerCase());
    if (!account) throw new OperatorError(`Nobody in Heed has the e-mail ${email}.`);
    return modules.access.commands.inviteAccount(tx, ctx, { account: account.id });
  });
  if (!made.ok)
    throw new OperatorError(`${email}: ${SENTENCES[made.refusal.code]?.sentence ?? made.refusal.code}`);
  return `${config.baseUrl ?? `http://localhost:${config.port}`}/sign-in/invited/${made.value.token}`;
}

async function run(call: Call): Promise<number> {
  const config = call.config();
  if (!config.localAccounts)
    throw new OperatorError(
      'People sign in by OpenID here, so nobody chooses a password. Nothing was changed.',
    );
  const [email = ''] = call.words;
  const link = await withModules({ config, purpose: 'heed invite', log: call.log }, (on, modules) =>
    makeInvitation(on, modules, config, email),
  );
  call.say(`${email}  ${link}`);
  call.say('It works once, for 48 hours, for whoever holds it. Hand it over by a way you trust.');
  return 0;
}

export const invite: OperatorCommand = {
  name: 'invite',
  takes: 'EMAIL',
  summary: 'Makes a link by which somebody who has an account chooses their first password.',
  help: `For accounts that Heed keeps itself. Refused for somebody who has a password: nobody resets a password that its owner
knows. The second factor is set up at the first sign-in.`,
  words: [1, 1],
  options: {},
  run,
};
