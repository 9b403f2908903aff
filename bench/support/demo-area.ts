/** The demo area, filled through the commands as `npm start` does, and people signed in to it, for benchmarks. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beginDemo } from '../../demo/fill.ts';
import { createWho } from '../../demo/who.ts';
import { type DemoAct, generateWrenfold, POSTS, VACANT } from '../../demo/wrenfold/index.ts';
import { composeDemoParts } from '../../src/compose/demo.ts';
import { layFoundations } from '../../src/compose/foundations.ts';
import { composeModules } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import { createLog } from '../../src/platform/log.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { makeSecrets } from '../../test/support/heed.ts';
import type { UserSession } from './users/orders.ts';

/** Posts whose holders may read and work on every concern, and do most of the deciding and writing. */
const FRONT_DOOR = /^(screener|edt)-\d$/;
/** What posts are for whose holders look in seldom, and do not write concerns down: none of theirs are among the users. */
const SELDOM: ReadonlySet<string> = new Set([
  'elected-member',
  'administrator',
  'information-governance',
  'national-contact',
  'inspector',
  'chief-executive',
  'safeguarding-partner',
  'scrutineer',
]);
/** Of the users, those at the front door. */
const AT_FRONT_DOOR = 0.5;
/**
 * Concerns that somebody at the front door has in mind, of so many of the last: an inbox shows the few dozens that are most
 * urgent, the same to everybody, and 575 people cannot all be writing on those.
 */
const IN_MIND = 40;
const LATELY = 1_000;

export interface DemoArea {
  /** Names, numbers and marks that the area's concerns speak of. */
  readonly terms: readonly string[];
  /** Signs people in, by the demo's own way in, as many as asked: half at the front door, the rest over the other posts. */
  signIn(many: number): Promise<readonly UserSession[]>;
  close(): Promise<void>;
}

/** What somebody would type to find this again; null where there is nothing to type. */
function termOf(mention: MentionAsGiven): string | null {
  switch (mention.kind) {
    case 'child':
    case 'adult':
      return mention.name ?? null;
    case 'phone':
      return mention.number;
    case 'vehicle':
      return mention.registration ?? null;
    default:
      return null;
  }
}

function listTerms(acts: readonly DemoAct[]): readonly string[] {
  const mentions = acts.flatMap((act) => (act.kind === 'raise' ? act.input.mentions : []));
  return [...new Set(mentions.flatMap((mention) => termOf(mention) ?? []))];
}

/** Fills the empty, migrated database behind `url` with `size` concerns. Close it before Heed itself is started. */
export async function fillDemoArea(url: string, size: number): Promise<DemoArea> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-bench-demo-'));
  const secrets = makeSecrets();
  const log = createLog(() => undefined);
  const config = readConfig({ HEED_MODE: 'demo', PORT: '0' });
  const on = await layFoundations({ config, url, secrets, log, works: false });
  const modules = composeModules(on, { config, secrets, log });
  const begun = await beginDemo(composeDemoParts(on, modules, { secrets, log }, { folder, size }));
  if (!begun) throw new Error('the database held something already');
  await begun.fill();
  const who = createWho(begun.plan.now.epochMilliseconds);
  const held = POSTS.filter(({ functions }) => functions.some((one) => !SELDOM.has(one)))
    .map(({ key }) => key)
    .filter((key) => !VACANT.includes(key));
  const accountsOf = (posts: readonly string[]) =>
    posts.map((post) => who.holder(post, begun.plan.now.epochMilliseconds));
  const frontDoor = accountsOf(held.filter((key) => FRONT_DOOR.test(key)));
  const others = accountsOf(held.filter((key) => !FRONT_DOOR.test(key)));

  async function signIn(many: number): Promise<readonly UserSession[]> {
    const sessions: UserSession[] = [];
    const { rows } = await sql<{ id: string }>`
      select id from concerns.concerns order by received_at desc limit ${LATELY}`.execute(on.spine.db);
    const recall = () =>
      Array.from({ length: IN_MIND }, () => rows[Math.floor(Math.random() * rows.length)]?.id ?? '');
    for (let number = 0; sessions.length < many; number += 1) {
      const list = number % 100 < AT_FRONT_DOOR * 100 ? frontDoor : others;
      const account = list[number % list.length];
      if (!account) throw new Error('nobody holds a post');
      const input = { account, returnTo: '/inbox', device: 'Benchmark' };
      const signedIn = await runCommand(on.spine, { actor: { kind: 'public' }, basis: null }, (tx, ctx) =>
        modules.access.commands.signInAs(tx, ctx, input),
      );
      if (!signedIn.ok) throw new Error(`not signed in: ${signedIn.refusal.code}`);
      // Whoever holds two posts would first be asked which to act in; others of that list come instead.
      const { token, choosesHat } = signedIn.value;
      if (!choosesHat) sessions.push({ token, concerns: list === frontDoor ? recall() : [] });
    }
    return sessions;
  }

  return {
    terms: listTerms(generateWrenfold(begun.plan)),
    signIn,
    close: async () => {
      await on.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
