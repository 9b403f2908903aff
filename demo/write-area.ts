/**
 * Writes Wrenfold's agencies, posts, people and ladders, all in one transaction: either the whole area is there or
 * nothing is. Through the commands an operator has; only ever into an empty database.
 */
import { argon2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Actor } from '../src/kernel/actor.ts';
import type { Command } from '../src/kernel/command.ts';
import type { AccountId, ClientId } from '../src/kernel/ids.ts';
import type { Tx } from '../src/kernel/tx.ts';
import {
  type AddApiClient,
  addAccount,
  applyChange,
  isPostFunction,
  type PostFunction,
} from '../src/modules/access/index.ts';
import { deriveDefaultLadders, ENGLAND_PACK, installPack } from '../src/modules/duties/index.ts';
import { type RunOne, runBatch } from '../src/platform/run-command.ts';
import type { Spine } from '../src/platform/transaction.ts';
import type { DemoCredentials } from './demo-files.ts';
import { createActSource } from './ids.ts';
import type { Who } from './who.ts';
import { ACCOUNTS, AGENCIES, AREA, HOLDINGS, POSTS, TEAMS } from './wrenfold/index.ts';

const OPERATOR: { readonly actor: Actor; readonly basis: null } = {
  actor: { kind: 'operator' },
  basis: null,
};

/** What somebody proves themself with. */
interface Proof {
  readonly account: string;
  readonly password: string;
  readonly hash: string;
  readonly codeSecret: string;
}

export interface AreaParts {
  readonly spine: Spine;
  readonly who: Who;
  /** The access module's `setProofs`. */
  readonly setProofs: Command<
    { readonly account: AccountId; readonly hash: string; readonly codeSecret: string | null },
    null
  >;
  readonly makeCodeSecret: () => string;
  /** The access module's `addApiClient`. */
  readonly addApiClient: Command<AddApiClient, { readonly client: ClientId; readonly secret: string }>;
}

const derive = promisify(argon2);
/**
 * Demo passwords are 120 random bits, so no number of guesses finds one and the hash needs no stretching: the least
 * that argon2id allows, where people's own passwords take 46 MiB (src/platform/sessions/hash-password.ts).
 */
const COST = { memory: 1024, passes: 1, parallelism: 1 } as const;

async function hashRandom(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: password, nonce, tagLength: 32, ...COST });
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${text(nonce)}$${text(tag)}`;
}

/** Everybody's password and second factor, random for this installation. */
async function makeProofs(parts: AreaParts): Promise<readonly Proof[]> {
  return Promise.all(
    ACCOUNTS.map(async ({ key }) => {
      const password = randomBytes(15).toString('base64url');
      return { account: key, password, hash: await hashRandom(password), codeSecret: parts.makeCodeSecret() };
    }),
  );
}

/** "07700 900123" as +447700900123. */
const toE164 = (phone: string) => `+44${phone.replaceAll(' ', '').slice(1)}`;

function functionsOf(names: readonly string[]): PostFunction[] {
  return names.map((name) => {
    if (!isPostFunction(name)) throw new Error(`demo: Heed knows no function ${name}`);
    return name;
  });
}

/** Adds agencies, teams and posts, each after what it hangs from. */
async function writePosts(who: Who, change: (input: Parameters<typeof applyChange>[2]) => Promise<unknown>) {
  await change({ kind: 'add-area', area: who.area, name: AREA });
  for (const { key, name, kind, outside } of AGENCIES)
    await change({
      kind: 'add-agency',
      agency: who.agency(key),
      area: who.area,
      name,
      agencyKind: kind,
      outside,
    });
  for (const { key, agency, name } of TEAMS)
    await change({ kind: 'add-team', team: who.team(key), agency: who.agency(agency), name });
  for (const post of POSTS)
    await change({
      kind: 'add-post',
      post: who.post(post.key),
      agency: who.agency(post.agency),
      team: post.team === null ? null : who.team(post.team),
      name: post.name,
      functions: functionsOf(post.functions),
      reportsTo: post.reportsTo === null ? null : who.post(post.reportsTo),
      phone: `+441632960${post.phone}`,
    });
}

/** Adds everybody, leavers too, and their time in each post. */
async function writePeople(
  parts: AreaParts,
  run: RunOne,
  begin: (label: string, at: number) => Temporal.Instant,
): Promise<void> {
  const { who } = parts;
  const agencyOf = new Map(POSTS.map((post) => [post.key, post.agency]));
  for (const { key, name, email, phone } of ACCOUNTS) {
    const first = HOLDINGS.find((holding) => holding.account === key);
    const agency = who.agency(agencyOf.get(first?.post ?? '') ?? '');
    const moment = begin(`account ${key}`, who.began);
    await run(OPERATOR, moment, (tx: Tx, ctx) =>
      addAccount(tx, ctx, { agency, name, email, phone: toE164(phone) }),
    );
  }
  for (const { post, account, from, to } of who.holdings) {
    const on = { post: who.post(post), account: who.account(account) };
    const starts = begin(`appoint ${post} ${account}`, from);
    await run(OPERATOR, starts, (tx: Tx, ctx) => applyChange(tx, ctx, { kind: 'appoint', ...on, from }));
    if (to === null) continue;
    const ends = begin(`end ${post} ${account}`, to);
    await run(OPERATOR, ends, (tx: Tx, ctx) => applyChange(tx, ctx, { kind: 'end-holding', ...on }));
  }
}

/** Puts the England pack and the area's ladders in force from the area's beginning. */
function ladderPack(who: Who): Parameters<typeof installPack>[2] {
  const ladders = deriveDefaultLadders({
    headOfService: who.post('head-of-service'),
    director: who.post('director'),
    chiefExecutive: who.post('chief-executive'),
    partner: who.post('superintendent'),
    scrutineer: who.post('scrutineer'),
    national: who.post('national-contact'),
  });
  return {
    rules: ENGLAND_PACK,
    ladders: ladders.map((ladder) => ({ ladder, post: null })),
    from: Temporal.Instant.fromEpochMilliseconds(who.began),
  };
}

/** The credentials file's content: one line for each post somebody holds today. */
function listCredentials(proofs: readonly Proof[], api: DemoCredentials['api']): DemoCredentials {
  const nameOf = new Map(POSTS.map((post) => [post.key, post.name]));
  const accounts = HOLDINGS.filter((holding) => holding.toMonthsAgo === null).map((holding) => {
    const account = ACCOUNTS.find((one) => one.key === holding.account);
    const proof = proofs.find((one) => one.account === holding.account);
    if (!account || !proof) throw new Error(`demo: nobody is called ${holding.account}`);
    return {
      post: nameOf.get(holding.post) ?? holding.post,
      name: account.name,
      email: account.email,
      password: proof.password,
      totpSecret: proof.codeSecret,
    };
  });
  return { api, accounts };
}

/**
 * Writes the whole area and gives how to sign in to it. `keep` is called with that before anything is committed, so
 * that an area can't be there without its credentials. Throws when the database is not empty.
 */
export async function writeArea(
  parts: AreaParts,
  keep: (credentials: DemoCredentials) => void,
): Promise<void> {
  const { who } = parts;
  const proofs = await makeProofs(parts);
  const source = createActSource(randomBytes(32));
  const begin = (label: string, at: number) => {
    source.begin({ label, at });
    return Temporal.Instant.fromEpochMilliseconds(at);
  };
  const spine: Spine = { ...parts.spine, ids: source.ids };
  const done = await runBatch(spine, async (run) => {
    let count = 0;
    const change = (input: Parameters<typeof applyChange>[2]) => {
      count += 1;
      return run(OPERATOR, begin(`change ${count}`, who.began), (tx: Tx, ctx) => applyChange(tx, ctx, input));
    };
    await writePosts(who, change);
    await writePeople(parts, run, begin);
    await run(OPERATOR, begin('pack', who.began), (tx: Tx, ctx) => installPack(tx, ctx, ladderPack(who)));
    for (const { account, hash, codeSecret } of proofs)
      await run(OPERATOR, begin(`proofs ${account}`, who.began), (tx: Tx, ctx) =>
        parts.setProofs(tx, ctx, { account: who.account(account), hash, codeSecret }),
      );
    const client = await run(OPERATOR, begin('client police', who.began), (tx: Tx, ctx) =>
      parts.addApiClient(tx, ctx, {
        agency: who.agency('police'),
        name: 'Wrenfold Police records system',
        scopes: ['concerns:raise', 'concerns:read', 'concerns:message'],
        thumbprint: null,
      }),
    );
    keep(listCredentials(proofs, { clientId: client.client, clientSecret: client.secret }));
  });
  if (!done.ok) throw new Error(`demo: the area was refused: ${done.refusal.code}`);
}
