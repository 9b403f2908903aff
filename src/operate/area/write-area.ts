import type { Actor } from '../../kernel/actor.ts';
import type { CommandContext, CommandResult } from '../../kernel/command.ts';
import type { AccountId, Id, IdSource, PostId } from '../../kernel/ids.ts';
import type { RefusalCatalogue } from '../../kernel/refusal.ts';
import type { Tx } from '../../kernel/tx.ts';
import {
  ACCESS_REFUSALS,
  addAccount,
  applyChange,
  listAllPosts,
  type PostFunction,
} from '../../modules/access/index.ts';
import {
  DUTIES_REFUSALS,
  deriveDefaultLadders,
  ENGLAND_PACK,
  installPack,
} from '../../modules/duties/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { runBatch } from '../../platform/run-command.ts';
import type { Spine } from '../../platform/transaction.ts';
import type { AreaFile } from './read-area-file.ts';

/** Who acts: the command line. */
export const OPERATOR: { readonly actor: Actor; readonly basis: null } = {
  actor: { kind: 'operator' },
  basis: null,
};

type Change = Parameters<typeof applyChange>[2];
/** Runs one command of the batch as the operator. */
type Do = <R>(command: (tx: Tx, ctx: CommandContext) => Promise<CommandResult<R>>) => Promise<R>;

/** Fresh ids for the file's keys of one kind. */
function nameIds<B extends string>(ids: IdSource, rows: readonly { readonly key: string }[]) {
  const made = new Map(rows.map((row) => [row.key, ids.next<B>()]));
  return (key: string): Id<B> => {
    const id = made.get(key);
    if (!id) throw new Error(`the area's file has no ${key}`);
    return id;
  };
}

/** Adds the area, its agencies, teams and posts, each after what it hangs from; gives the posts' ids. */
async function writePosts(file: AreaFile, ids: IdSource, act: Do): Promise<(key: string) => PostId> {
  const area = ids.next<'area'>();
  const agency = nameIds<'agency'>(ids, file.agencies);
  const team = nameIds<'team'>(ids, file.teams);
  const post = nameIds<'post'>(ids, file.posts);
  const changes: readonly Change[] = [
    { kind: 'add-area', area, name: file.area },
    ...file.agencies.map((one): Change => {
      const { name, kind: agencyKind, outside } = one;
      return { kind: 'add-agency', agency: agency(one.key), area, name, agencyKind, outside };
    }),
    ...file.teams.map(
      (one): Change => ({
        kind: 'add-team',
        team: team(one.key),
        agency: agency(one.agency),
        name: one.name,
      }),
    ),
    ...file.posts.map(
      (one): Change => ({
        kind: 'add-post',
        post: post(one.key),
        agency: agency(one.agency),
        team: one.team === null ? null : team(one.team),
        name: one.name,
        functions: one.functions,
        reportsTo: one.reportsTo === null ? null : post(one.reportsTo),
        phone: one.phone,
      }),
    ),
  ];
  for (const change of changes) await act((tx, ctx) => applyChange(tx, ctx, change));
  const agencies = new Map(file.posts.map((one) => [one.key, agency(one.agency)]));
  for (const person of file.people) {
    const employer = agencies.get(person.posts[0] ?? '');
    if (!employer) throw new Error(`${person.email} holds no post of the file`);
    const { account } = await act((tx, ctx) => addAccount(tx, ctx, { ...person, agency: employer }));
    for (const key of person.posts) await act((tx, ctx) => appoint(tx, ctx, post(key), account));
  }
  return post;
}

function appoint(tx: Tx, ctx: CommandContext, post: PostId, account: AccountId) {
  return applyChange(tx, ctx, { kind: 'appoint', post, account, from: null });
}

/** Puts the England pack and the ladders that end outside the council in force. */
async function writeLadders(file: AreaFile, post: (key: string) => PostId, act: Do): Promise<void> {
  const holder = (wanted: PostFunction) =>
    post(file.posts.find((one) => one.functions.includes(wanted))?.key ?? wanted);
  const ladders = deriveDefaultLadders({
    headOfService: holder('head-of-service'),
    director: holder('director'),
    chiefExecutive: holder('chief-executive'),
    partner: holder('safeguarding-partner'),
    scrutineer: holder('scrutineer'),
    national: holder('national-contact'),
  }).map((ladder) => ({ ladder, post: null }));
  await act((tx, ctx) => installPack(tx, ctx, { rules: ENGLAND_PACK, ladders }));
}

/**
 * Writes a new area in one transaction, as the operator: the only time that nobody has to confirm it. Later changes go
 * through the scrutineer. Refuses, as `OperatorError`, a database that has an area already.
 */
export async function writeNewArea(spine: Spine, file: AreaFile): Promise<void> {
  if ((await spine.db.transaction().execute(listAllPosts)).length > 0)
    throw new OperatorError(
      'This database has an area already. Change it on its pages, where the scrutineer confirms each change.',
    );
  const done = await runBatch(spine, async (run) => {
    const act: Do = (command) => run(OPERATOR, spine.clock.domain(), command);
    const post = await writePosts(file, spine.ids, act);
    await writeLadders(file, post, act);
  });
  if (done.ok) return;
  const sentences: RefusalCatalogue = { ...ACCESS_REFUSALS, ...DUTIES_REFUSALS };
  throw new OperatorError(
    `The area was refused, and nothing was written: ${sentences[done.refusal.code]?.sentence ?? done.refusal.code}`,
  );
}
