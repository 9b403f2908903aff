import type { Foundations } from '../../compose/foundations.ts';
import { composeAlarms, readWitnessPolicy } from '../../compose/witnesses.ts';
import type { Modules } from '../../compose.ts';
import type { EntryDraft } from '../../kernel/entry.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/tx.ts';
import {
  findAccountByEmail,
  listAccounts,
  listAgencies,
  listAllPosts,
  listPostsOf,
} from '../../modules/access/index.ts';
import {
  createPublishedGuard,
  createSequencer,
  type ExportedLog,
  findShownCheckpoint,
  type LogKey,
  listActingRefs,
  listLogsToExport,
  openLogKey,
  type ShownCheckpoint,
  writeExport,
} from '../../modules/ledger/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { runCommand } from '../../platform/run-command.ts';
import { OPERATOR } from '../area/write-area.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { findDataDir, openSecrets } from '../open-database.ts';
import { withModules } from '../with-modules.ts';
import { pathOf } from './judge-files.ts';

/** On whose authority words or names leave, and the rule that says they may. */
interface Authority {
  readonly account: AccountId | null;
  readonly basis: string | null;
}

interface Asked {
  readonly folder: string;
  readonly from: number;
  readonly withBodies: boolean;
  readonly withNames: boolean;
  readonly for: string | null;
}

function readAsked({ words, options }: Call): Asked {
  const from = options.from === undefined ? 0 : Number(options.from);
  if (!Number.isSafeInteger(from) || from < 0)
    throw new OperatorError('--from is the number of entries that you have already: a whole number.');
  const asked = {
    folder: pathOf(words[0]),
    from,
    withBodies: options['with-bodies'] === true,
    withNames: options['with-names'] === true,
    for: typeof options.for === 'string' ? options.for : null,
  };
  if ((asked.withBodies || asked.withNames) && asked.for === null)
    throw new OperatorError(
      'Words and names are exported for somebody who may have them: say who with --for EMAIL. Nothing was exported.',
    );
  return asked;
}

/** The first post of the account that the rules let have all of this. Throws `OperatorError` where none is. */
async function findAuthority(on: Foundations, { access }: Modules, asked: Asked): Promise<Authority> {
  if (asked.for === null) return { account: null, basis: null };
  const email = asked.for;
  const now = on.spine.clock.domain();
  const { account, posts } = await on.spine.db.transaction().execute(async (tx) => {
    const found = await findAccountByEmail(tx, email);
    return { account: found, posts: found ? await listPostsOf(tx, found.id, now) : [] };
  });
  if (!account || account.disabled) throw new OperatorError(`Nobody in Heed has the e-mail ${email}.`);
  const actions = [
    ...(asked.withBodies ? (['ledger.export-words'] as const) : []),
    ...(asked.withNames ? (['ledger.export-names'] as const) : []),
  ];
  for (const post of posts) {
    const actor = { kind: 'account', account: account.id, post: post.id, agency: post.agency } as const;
    const verdicts = await Promise.all(actions.map((action) => access.access.decide(actor, action, null)));
    if (verdicts.every(({ allowed }) => allowed))
      return { account: account.id, basis: verdicts[0]?.basis ?? null };
  }
  throw new OperatorError(
    `${email} holds no post to which the access rules give this (policies/ledger.cedar). Nothing was exported.`,
  );
}

function entryOf({ from, withBodies, withNames }: Asked, { account }: Authority): EntryDraft {
  return {
    act: 'ledger.exported',
    subject: { kind: 'configuration', id: 'ledger.log' },
    about: account ? [{ kind: 'account', id: account }] : [],
    body: { from, words: withBodies, names: withNames },
  };
}

/** Numbers and signs what waits, so that the export ends with the entry that says it was made. */
async function carryOn({ spine }: Foundations, key: LogKey, folder: string, call: Call): Promise<void> {
  const failed = (error: unknown) =>
    call.log(
      `The log could not be carried on, so this exports what was signed before: ${(error as Error).message}`,
    );
  const isAsPublished = createPublishedGuard({ spine, key, folder, alarms: composeAlarms(spine) });
  await createSequencer({ spine, key, isAsPublished, onError: failed }).runOnce().catch(failed);
}

/** A line for each pseudonym of somebody who acts, with the name it stands for. JSON: no cell that a spreadsheet would run. */
async function listNames(tx: Tx): Promise<readonly string[]> {
  const refs = await listActingRefs(tx);
  const named = [...(await listAccounts(tx)), ...(await listAllPosts(tx)), ...(await listAgencies(tx))];
  const names = new Map(named.map(({ id, name }): [string, string] => [id, name]));
  return refs.map(({ ref, kind, id }) => JSON.stringify({ ref, kind, id, name: names.get(id) ?? null }));
}

async function exportLog(
  call: Call,
  on: Foundations,
  modules: Modules,
  asked: Asked,
): Promise<ShownCheckpoint & { readonly before: readonly ExportedLog[] }> {
  const config = call.config();
  const secrets = openSecrets(config);
  const key = openLogKey(config.ledgerOrigin, secrets.ledgerSigningKey);
  const authority = await findAuthority(on, modules, asked);
  const recorded = await runCommand(on.spine, { ...OPERATOR, basis: authority.basis }, async () => ({
    ok: true,
    value: null,
    entries: [entryOf(asked, authority)],
    events: [],
  }));
  if (!recorded.ok) throw new OperatorError(`The export was refused: ${recorded.refusal.code}.`);
  const witnesses = readWitnessPolicy(config);
  // With witnesses only a worker signs, which asks them first: a database that was put back must not go on unasked.
  if (witnesses.names.length === 0) await carryOn(on, key, findDataDir(config), call);
  const { db } = on.spine;
  const checkpoint = await db.transaction().execute((tx) => findShownCheckpoint(tx, witnesses));
  if (!checkpoint) throw new OperatorError('No checkpoint was signed yet, so there is nothing to export.');
  const names = asked.withNames ? await db.transaction().execute(listNames) : null;
  const wrappingKey = asked.withBodies ? secrets.ledgerKey : null;
  const logs = await db
    .transaction()
    .execute((tx) => listLogsToExport(tx, { key: key.verifier, checkpoint }, secrets.ledgerKey));
  // Whoever has the beginning of this log has the logs before it too.
  const before = asked.from > 0 ? [] : logs.before;
  await writeExport(db, { ...asked, ...logs.newest, before, wrappingKey, names });
  return { ...checkpoint, before };
}

async function run(call: Call): Promise<number> {
  const asked = readAsked(call);
  const given = { config: call.config(), purpose: 'heed ledger export', log: call.log };
  const { size, witnessed, before } = await withModules(given, (on, modules) =>
    exportLog(call, on, modules, asked),
  );
  const what = asked.from > 0 ? `Entries ${asked.from} to ${size - 1}` : `All ${size} entries`;
  call.say(
    `${what} of the ledger, with its newest ${witnessed ? 'cosigned ' : ''}checkpoint, are in ${asked.folder}.`,
  );
  for (const { key, checkpoint } of before)
    call.say(`All ${checkpoint.size} entries of the log ${key.name}, which came before, are in it too.`);
  if (!witnessed) call.say('That checkpoint is not yet witnessed by another organisation.');
  if (asked.withBodies)
    call.say(
      'It holds words about children and the keys that open them: keep it as you would keep the database.',
    );
  return 0;
}

export const ledgerExport: OperatorCommand = {
  name: 'ledger export',
  takes: 'DIR [--from SIZE] [--with-bodies] [--with-names] [--for EMAIL]',
  summary: 'Writes the ledger as files that anybody can verify, into DIR.',
  help: `--from SIZE     leaves out the first SIZE entries: lay the result over an export that has them
--with-bodies   with the words behind the entries and the keys that open them
--with-names    with the names of those who acted; without it there are only pseudonyms
--for EMAIL     for whom: somebody whose post may have words or names by the access rules

DIR must not exist or be empty; it is written whole or not at all, and only you can read it. Without --with-bodies it holds
nothing that says who or what. Where witnesses are set up it ends with the newest checkpoint that they cosigned.
The export is itself an entry. See docs/operating/inspection.md.`,
  words: [1, 1],
  options: {
    from: { type: 'string' },
    'with-bodies': { type: 'boolean' },
    'with-names': { type: 'boolean' },
    for: { type: 'string' },
  },
  run,
};
