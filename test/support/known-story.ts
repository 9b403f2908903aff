/**
 * A story whose every minute is known, played through the running server's own pages and commands: a red concern, a notice
 * delivered late, a rung reached while nobody had opened it, a request to the police that nobody answers, a decision made by
 * somebody with 31 open duties, and an earlier warning about the same child that is linked only in the evening.
 */
import assert from 'node:assert/strict';
import { composeModules } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { Actor } from '../../src/kernel/actor.ts';
import type { Command } from '../../src/kernel/command.ts';
import type { ConcernId } from '../../src/kernel/ids.ts';
import {
  askAgency,
  type ConcernsPorts,
  createConcernWatch,
  decideConcern,
  type RaiseConcern,
  raiseConcern,
} from '../../src/modules/concerns/index.ts';
import { createDutyEngine, createNoticeDelivery, raiseDuties } from '../../src/modules/duties/index.ts';
import { createSequencer, openLogKey } from '../../src/modules/ledger/index.ts';
import type { MentionId } from '../../src/modules/people/index.ts';
import { createLog } from '../../src/platform/log.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { worry } from './concern-world.ts';
import type { TestDatabase } from './database.ts';
import { makeSecrets } from './heed.ts';
import { type OpenedServer, openServer } from './open-server.ts';
import { createVisitor, type Visitor } from './visitor.ts';
import { fillWrenfold, type Wrenfold } from './wrenfold.ts';

/** Wrenfold's own words in what was told and decided: whoever may not read them must not find them. */
export const SECRETS = {
  worry: 'A man she calls Uncle waits at the gate in a silver car.',
  ask: 'Has an officer met the driver of the silver car?',
  reason:
    'The school and her carer both told us who collects her, and neither knows him; an assessment will see her.',
} as const;

const CHILD = { kind: 'child', name: 'Jaylina Thistlewood', age: '14', school: 'Redbrick School' } as const;
export const OPEN_DUTIES = 31;

export interface KnownStory {
  readonly server: OpenedServer;
  /** What commands on concerns are built over. */
  readonly ports: ConcernsPorts;
  readonly area: Wrenfold;
  /** The concern of the story, and the earlier warning linked only afterwards. */
  readonly concern: ConcernId;
  readonly earlier: ConcernId;
  readonly reference: string;
  readonly earlierReference: string;
  /** The child's record. */
  readonly person: string;
  /** The post that owned the concern, by its key and its name. */
  readonly owner: string;
  readonly ownerName: string;
  readonly personName: string;
  /** Domain time of each step. */
  readonly at: Readonly<Record<Step, Temporal.Instant>>;
  readonly rows: <T>(text: string, values?: readonly unknown[]) => Promise<readonly T[]>;
  visitorAs(post: string): Visitor;
  /** Raises another concern about the child, has it opened by its front-door post, and links it to the child's record. */
  anotherAboutTheChild(over?: Partial<RaiseConcern>): Promise<ConcernId>;
  /** Makes a record of what the concern names of this kind; gives its id. */
  putOnRecord(concern: ConcernId, kind: string): Promise<string>;
  /** Numbers every entry that is committed, as the sequencer does. */
  number(): Promise<void>;
  close(): Promise<void>;
}

const STEPS = [
  'earlier',
  'raised',
  'undelivered',
  'delivered',
  'climbed',
  'opened',
  'asked',
  'decided',
  'unanswered',
  'linked',
  'end',
] as const;
export type Step = (typeof STEPS)[number];

/** Plays the story. Close it in `after`. */
export async function playKnownStory(onDatabase?: TestDatabase): Promise<KnownStory> {
  const made: { area?: Wrenfold } = {};
  const secrets = makeSecrets();
  const server = await openServer({
    start: '2026-11-16T09:00:00Z',
    database: onDatabase,
    fill: async (database, given, clock) => {
      made.area = await fillWrenfold({ urls: database.urls, secrets: given, clock });
    },
  });
  const { area } = made;
  assert.ok(area);
  const { spine, pool } = server.foundations;
  const config = readConfig({
    HEED_MODE: 'demo',
    PORT: '0',
    HEED_AREA_NAME: 'Wrenfold',
    HEED_FRONT_DOOR_PHONE: '01632 960000',
  });
  const modules = composeModules(server.foundations, { config, secrets, log: createLog(() => undefined) });
  const at = {} as Record<Step, Temporal.Instant>;
  const rows: KnownStory['rows'] = async <T>(text: string, values: readonly unknown[] = []) =>
    (await pool.query(text, [...values])).rows as readonly T[];
  /** Moves domain time on, then remembers when this step is. */
  const step = (name: Step, minutes: number) => {
    server.clock.move({ minutes });
    at[name] = server.clock.domain();
  };
  const postOf = (key: string) => {
    const post = area.posts.get(key);
    assert.ok(post?.account, key);
    return { ...post, account: post.account };
  };
  const actorOf = (key: string): Actor => {
    const { account, post, agency } = postOf(key);
    return { kind: 'account', account, post, agency };
  };
  async function act<I, R>(actor: Actor, command: Command<I, R>, input: I): Promise<R> {
    const done = await runCommand(spine, { actor, basis: 'test' }, (tx, ctx) => command(tx, ctx, input));
    assert.ok(done.ok, done.ok ? '' : done.refusal.code);
    return done.value;
  }
  async function raise(over: Partial<RaiseConcern>): Promise<{ id: ConcernId; reference: string }> {
    const { reference } = await act({ kind: 'public' }, raiseConcern(modules.concerns), worry(over));
    const [row] = await rows<{ id: ConcernId }>('select id from concerns.concerns where reference = $1', [
      reference,
    ]);
    assert.ok(row);
    return { id: row.id, reference };
  }
  const visitorAs = (post: string) => {
    const visitor = createVisitor(server.app);
    visitor.cookies.set('heed', postOf(post).session);
    return visitor;
  };
  const engine = createDutyEngine({
    spine,
    onError: (error) => {
      throw error;
    },
  });
  /** What the worker does directly after a concern. */
  const watch = createConcernWatch({
    spine,
    ports: modules.concerns,
    onError: (error) => {
      throw error;
    },
    onStuck: async () => undefined,
  });
  const runEngine = async () => {
    for (let done = 1; done > 0; ) done = (await engine.runOnce(50)).duties;
  };

  step('earlier', 0);
  const earlier = await raise({
    mentions: [{ kind: 'child', name: 'Jay', description: 'From the school on the corner' }],
    reporter: { kind: 'neighbour', naming: 'anonymous' },
  });
  step('raised', 60);
  const told = await raise({
    worry: SECRETS.worry,
    danger: 'now',
    reporter: { kind: 'teacher', naming: 'named' },
    indicators: ['older-adult-with-car'],
    mentions: [CHILD],
  });
  const [owned] = await rows<{ owner_post: string; name: string }>(
    'select c.owner_post, p.name from concerns.concerns c join access.posts p on p.id = c.owner_post where c.id = $1',
    [told.id],
  );
  const owner = [...area.posts].find(([, post]) => post.post === owned?.owner_post)?.[0] ?? '';
  const notices = await rows<{ id: string }>(
    `select n.id from duties.notices n join duties.duties d on d.id = n.duty_id
     where d.about_id = $1 and cardinality(n.means) > 0`,
    [told.id],
  );
  assert.ok(notices.length > 0, 'a red concern is told by nothing but the page');
  const deliver = (send: () => Promise<void>) => createNoticeDelivery({ spine, sender: { send } });
  step('undelivered', 5);
  const refused = deliver(async () => {
    throw Object.assign(new Error('no route'), { code: 'ETIMEDOUT' });
  });
  for (const { id } of notices) await assert.rejects(refused({ notice: id }));
  step('delivered', 15);
  for (const { id } of notices) await deliver(async () => undefined)({ notice: id });
  step('climbed', 20);
  await runEngine();
  step('opened', 10);
  const screener = visitorAs(owner);
  assert.equal((await screener.open('/inbox')).status, 200);
  server.clock.move({ minutes: 1 });
  assert.equal((await screener.open(`/concerns/${told.id}`)).status, 200);
  step('asked', 10);
  const police = postOf('police-front-door');
  await act(actorOf(owner), askAgency(modules.concerns), {
    concern: told.id,
    agency: police.agency,
    post: police.post,
    kind: 'information',
    ask: SECRETS.ask,
    purpose: 'To decide what she needs tonight',
    lawfulBasis: 'Public task',
  });
  const [child] = await rows<{ id: string }>('select id from people.mentions where concern_id = $1', [
    told.id,
  ]);
  const link = modules.people.linkMention;
  const linked = await act(actorOf(owner), link, {
    concern: told.id,
    mention: child?.id as MentionId,
    to: { newRecord: true },
  });
  const [open] = await rows<{ n: number }>(
    `select count(*)::int as n from duties.duties where post_id = $1 and state = 'open'`,
    [owned?.owner_post],
  );
  const missing = OPEN_DUTIES - (open?.n ?? 0);
  assert.ok(missing > 0);
  await act(
    { kind: 'operator' },
    async (tx, ctx, many: number) => {
      const wanted = Array.from({ length: many }, () => ({
        rule: 'front-door.open',
        about: { kind: 'concern' as const, id: ctx.ids.next<'concern'>() },
        post: postOf(owner).post,
      }));
      const raised = await raiseDuties(tx, ctx, wanted);
      const [first, ...rest] = raised.entries;
      assert.ok(first);
      return { ok: true, value: null, entries: [first, ...rest], events: [] };
    },
    missing,
  );
  step('decided', 30);
  await act(actorOf(owner), decideConcern(modules.concerns), {
    concern: told.id,
    choices: [
      {
        subject: child?.id ?? '',
        outcome: 'assessment',
        section: 'section-17',
        level: 3,
        handedTo: postOf('manager-north').post,
        sameAs: null,
      },
    ],
    reason: SECRETS.reason,
    optionsSetAside: 'Early help: it would be slower than she needs.',
    wouldReopen: 'Another sighting of the car.',
    answer: null,
    known: { lookedAfter: false, careLeaver: false, missingEpisodes: 0 },
  });
  step('unanswered', 6 * 60);
  await runEngine();
  step('linked', 60);
  const [other] = await rows<{ id: string }>('select id from people.mentions where concern_id = $1', [
    earlier.id,
  ]);
  await act(actorOf(owner), link, {
    concern: earlier.id,
    mention: other?.id as MentionId,
    to: { record: linked.record },
  });
  step('end', 60);

  const sequencer = createSequencer({
    spine,
    key: openLogKey('log.example.org/ledger', secrets.ledgerSigningKey),
    onError: (error) => {
      throw error;
    },
  });
  const mentionOf = async (concern: ConcernId, kind: string) => {
    const [mention] = await rows<{ id: MentionId }>(
      'select id from people.mentions where concern_id = $1 and kind = $2',
      [concern, kind],
    );
    assert.ok(mention);
    return mention.id;
  };
  async function anotherAboutTheChild(over: Partial<RaiseConcern> = {}): Promise<ConcernId> {
    const { id } = await raise({ ...over, mentions: [CHILD, ...(over.mentions ?? [])] });
    assert.equal((await screener.open(`/concerns/${id}`)).status, 200);
    const mention = await mentionOf(id, 'child');
    await act(actorOf(owner), link, { concern: id, mention, to: { record: linked.record } });
    await watch.runOnce();
    return id;
  }
  async function putOnRecord(concern: ConcernId, kind: string): Promise<string> {
    const mention = await mentionOf(concern, kind);
    const made = await act(actorOf(owner), link, { concern, mention, to: { newRecord: true } });
    return made.record.id;
  }
  const number = async () => {
    while ((await sequencer.runOnce()) > 0);
  };
  return {
    server,
    ports: modules.concerns,
    area,
    concern: told.id,
    earlier: earlier.id,
    reference: told.reference,
    earlierReference: earlier.reference,
    person: linked.record.id,
    owner,
    ownerName: owned?.name ?? '',
    personName: postOf(owner).holder ?? '',
    at,
    rows,
    visitorAs,
    anotherAboutTheChild,
    putOnRecord,
    number,
    close: () => server.close(),
  };
}
