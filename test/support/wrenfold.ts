/**
 * Wrenfold's organisation in an empty database, with rules and ladders in force, one agency's system that may use the
 * partner API, and a way in for every post. No concern yet. Made through the commands an operator uses.
 */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { ACCOUNTS, AGENCIES, AREA, HOLDINGS, POSTS, TEAMS, VACANT } from '../../demo/wrenfold/index.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Command } from '../../src/kernel/command.ts';
import type { EntryDraft } from '../../src/kernel/entry.ts';
import { type AccountId, type AgencyId, asId, type Id, type PostId } from '../../src/kernel/ids.ts';
import { isNonEmpty } from '../../src/kernel/non-empty.ts';
import { addAccount, applyChange, type Change, isPostFunction } from '../../src/modules/access/index.ts';
import { deriveDefaultLadders, ENGLAND_PACK, installPack } from '../../src/modules/duties/index.ts';
import { createLedger } from '../../src/modules/ledger/index.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import type { Secrets } from '../../src/platform/secrets.ts';
import { hashToken } from '../../src/platform/sessions/opaque-token.ts';

/** Somebody of Wrenfold as tests speak of them. */
export interface WrenfoldPost {
  readonly post: PostId;
  readonly agency: AgencyId;
  /** Null where the post is vacant. */
  readonly account: AccountId | null;
  readonly holder: string | null;
  /** Value of the session cookie `heed`, good for the eight hours after the area was made. */
  readonly session: string;
}

export interface Wrenfold {
  /** Posts by the demo's own keys: `screener-1`, `front-door-manager`, `scrutineer`. */
  readonly posts: ReadonlyMap<string, WrenfoldPost>;
  /** Bearer token of the police's system, with every scope. */
  readonly apiToken: string;
}

export interface WrenfoldOptions {
  readonly urls: { readonly app: string; readonly superuser: string };
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** The same secret for the same name, in the shape of our tokens: 43 characters. */
function makeSecret(name: string): string {
  return createHash('sha256').update(`wrenfold tests ${name}`).digest('base64url');
}

function makeId<B extends string>(name: string): Id<B> {
  const hex = createHash('sha256').update(`wrenfold tests id ${name}`).digest('hex');
  return asId(`019a0000-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-8${hex.slice(7, 10)}-${hex.slice(10, 22)}`);
}

type RunOne = <I, R>(command: Command<I, R>, input: I) => Promise<R>;

const phoneOf = (line: number) => `+441632960${String(line).padStart(3, '0')}`;

function listChanges(): readonly Change[] {
  const area = makeId<'area'>('area');
  return [
    { kind: 'add-area', area, name: AREA },
    ...AGENCIES.map(({ key, name, kind, outside }): Change => {
      return { kind: 'add-agency', agency: makeId(`agency ${key}`), area, name, agencyKind: kind, outside };
    }),
    ...TEAMS.map(({ key, agency, name }): Change => {
      return { kind: 'add-team', team: makeId(`team ${key}`), agency: makeId(`agency ${agency}`), name };
    }),
    ...POSTS.map((post): Change => {
      return {
        kind: 'add-post',
        post: makeId(`post ${post.key}`),
        agency: makeId(`agency ${post.agency}`),
        name: post.name,
        team: post.team === null ? null : makeId(`team ${post.team}`),
        functions: post.functions.filter(isPostFunction),
        reportsTo: post.reportsTo === null ? null : makeId(`post ${post.reportsTo}`),
        phone: phoneOf(post.phone),
      };
    }),
  ];
}

/** Sessions and the API's token are put in directly: signing in has tests of its own. */
async function letIn(
  url: string,
  wall: Temporal.Instant,
  posts: ReadonlyMap<string, WrenfoldPost>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const at = wall.toString();
  try {
    for (const [key, { account, post, session }] of posts) {
      if (account === null) continue;
      await client.query(
        `insert into access.sessions (id, token_hash, account_id, csrf, method, post_id, device, created_at, seen_at)
         values ($1, $2, $3, $4, 'demo', $5, 'tests', $6, $6)`,
        [makeId(`session ${key}`), hashToken(session), account, makeSecret(`csrf ${key}`), post, at],
      );
    }
    await client.query(
      `insert into access.api_clients (id, agency_id, name, secret_hash, scopes, created_at)
       values ($1, $2, 'Police records', $3, $4, $5)`,
      [
        makeId('client'),
        makeId('agency police'),
        hashToken(makeSecret('client')),
        ['concerns:raise', 'concerns:read', 'concerns:message'],
        at,
      ],
    );
    await client.query(
      `insert into access.api_tokens (token_hash, client_id, scopes, expires_at) values ($1, $2, $3, $4)`,
      [
        hashToken(makeSecret('api token')),
        makeId('client'),
        ['concerns:raise', 'concerns:read', 'concerns:message'],
        wall.add({ hours: 24 }).toString(),
      ],
    );
  } finally {
    await client.end();
  }
}

const toE164 = (phone: string) => phone.replaceAll(' ', '').replace(/^0/, '+44');

/** Agencies, teams, posts, people and who holds what, then the rules and ladders. */
async function makeArea(run: RunOne, clock: Clock): Promise<ReadonlyMap<string, WrenfoldPost>> {
  const began = clock.domain().subtract({ hours: 24 * 400 }).epochMilliseconds;
  for (const change of listChanges()) await run(applyChange, change);
  const accounts = new Map<string, AccountId>();
  const agencyOfPost = new Map(POSTS.map(({ key, agency }) => [key, makeId<'agency'>(`agency ${agency}`)]));
  const current = HOLDINGS.filter(({ toMonthsAgo, post }) => toMonthsAgo === null && !VACANT.includes(post));
  for (const { key, name, email, phone } of ACCOUNTS) {
    const post = current.find(({ account }) => account === key)?.post;
    const agency = post === undefined ? undefined : agencyOfPost.get(post);
    if (agency)
      accounts.set(key, (await run(addAccount, { agency, name, email, phone: toE164(phone) })).account);
  }
  const posts = new Map<string, WrenfoldPost>();
  for (const { key, agency } of POSTS) {
    const holding = current.find(({ post }) => post === key);
    const account = accounts.get(holding?.account ?? '') ?? null;
    if (account)
      await run(applyChange, {
        kind: 'appoint',
        post: makeId<'post'>(`post ${key}`),
        account,
        from: began,
      });
    posts.set(key, {
      post: makeId(`post ${key}`),
      agency: makeId(`agency ${agency}`),
      account,
      holder: ACCOUNTS.find((one) => one.key === holding?.account)?.name ?? null,
      session: makeSecret(`session ${key}`),
    });
  }
  await run(installPack, {
    rules: ENGLAND_PACK,
    ladders: deriveDefaultLadders({
      headOfService: makeId('post head-of-service'),
      director: makeId('post director'),
      chiefExecutive: makeId('post chief-executive'),
      partner: makeId('post superintendent'),
      scrutineer: makeId('post scrutineer'),
      national: makeId('post national-contact'),
    }).map((ladder) => ({ ladder, post: null })),
    from: Temporal.Instant.fromEpochMilliseconds(began),
  });
  return posts;
}

/** Makes Wrenfold in an empty, migrated database. */
export async function fillWrenfold({ urls, secrets, clock }: WrenfoldOptions): Promise<Wrenfold> {
  const pool = openPool({ url: urls.app, name: 'heed tests', max: 2 });
  const spine = {
    db: openDb(pool),
    ledger: createLedger(secrets.ledgerKey).append,
    outbox: { put: async () => undefined },
    clock,
    ids: machineIds,
  };
  /** Everything in one transaction, with every command's own entries: two hundred commits would take seconds. */
  async function runAll<R>(work: (run: RunOne) => Promise<R>): Promise<R> {
    const done = await runCommand(spine, { actor: { kind: 'operator' }, basis: null }, async (tx, ctx) => {
      const entries: EntryDraft[] = [];
      const value = await work(async (command, input) => {
        const one = await command(tx, ctx, input);
        if (!one.ok) throw new Error(`Wrenfold was refused: ${one.refusal.code}`);
        entries.push(...one.entries);
        return one.value;
      });
      if (!isNonEmpty(entries)) throw new Error('nothing was done');
      return { ok: true, value, entries, events: [] };
    });
    if (!done.ok) throw new Error(done.refusal.code);
    return done.value;
  }
  try {
    const posts = await runAll((run) => makeArea(run, clock));
    await letIn(urls.superuser, clock.wall(), posts);
    return { posts, apiToken: makeSecret('api token') };
  } finally {
    await pool.end();
  }
}
