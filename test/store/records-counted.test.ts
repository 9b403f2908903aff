/** What is counted of a child follows when records are joined, and is as it was when they are taken apart. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Command } from '../../src/kernel/command.ts';
import type { OutboxEvent } from '../../src/kernel/entry.ts';
import type { ConcernId } from '../../src/kernel/ids.ts';
import { layAgain } from '../../src/modules/concerns/index.ts';
import {
  askSecond,
  createPeople,
  type KnownRecord,
  type MentionId,
  type MergeOutside,
  type People,
  proposeMerge,
  settleMerge,
  settleSecond,
} from '../../src/modules/people/index.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { openConcernWorld, type World } from '../support/concern-world.ts';

const nothing = async () => ({ entries: [], events: [] });
const outside: MergeOutside = {
  line: async () => ({ isSubordinate: () => false }),
  duties: { raise: nothing, meet: nothing },
};

describe('earlier warnings', () => {
  let world: World;
  let people: People;
  before(async () => {
    world = await openConcernWorld();
    people = createPeople({ vault: world.ports.vault, matchKey: world.ports.keys.pepper });
  });
  after(() => world.close());

  /** Does it as the holder of a post, and then what follows from it, as the worker would. */
  async function does<I, R>(post: string, command: Command<I, R>, input: I): Promise<R> {
    const events: OutboxEvent[] = [];
    const spine = {
      ...world.spine,
      outbox: { put: async (_tx: unknown, all: readonly OutboxEvent[]) => void events.push(...all) },
    };
    const { account, post: id, agency } = world.postOf(post);
    assert.ok(account);
    const who = { actor: { kind: 'account', account, post: id, agency }, basis: 'test' } as const;
    const done = await runCommand(spine, who, (tx, ctx) => command(tx, ctx, input));
    assert.ok(done.ok, done.ok ? '' : done.refusal.code);
    for (const { name, data } of events) {
      assert.equal(name, 'people.bundle-changed');
      const laid = await world.act('screener-1', layAgain(world.ports), {
        concern: String(data.concern) as ConcernId,
      });
      assert.ok(laid.ok);
    }
    return done.value;
  }

  async function counts(): Promise<readonly number[]> {
    const rows = await world.rows<{ earlier: number }>(
      'select earlier from concerns.concerns order by received_at, id',
    );
    return rows.map(({ earlier }) => earlier);
  }

  test('of both records count for each other while they are joined, and not a moment longer', async () => {
    const names = ['Philippa Greenhalgh', 'Tabitha Underhay', 'Philippa Greenhalgh', 'Tabitha Underhay'];
    const records = new Map<string, KnownRecord>();
    for (const [nth, name] of names.entries()) {
      world.clock.move({ hours: 1 });
      const dateOfBirth = name.startsWith('P') ? '2012-05-14' : '2011-02-03';
      const { id } = await world.raise({
        mentions: [{ kind: 'child', name, dateOfBirth }],
        worry: `Told ${nth}.`,
      });
      const [mention] = await world.rows<{ id: MentionId }>(
        'select id from people.mentions where concern_id = $1',
        [id],
      );
      assert.ok(mention);
      const to = records.get(name);
      const input = {
        concern: id,
        mention: mention.id,
        to: to ? { record: to } : { newRecord: true as const },
      };
      records.set(name, (await does('screener-1', people.linkMention, input)).record);
    }
    assert.deepEqual(await counts(), [0, 0, 1, 1]);
    const [record, other] = [records.get('Philippa Greenhalgh'), records.get('Tabitha Underhay')];
    assert.ok(record && other);
    const { merge } = await does('screener-1', proposeMerge(people.records, outside), {
      record,
      other,
      reason: 'One.',
    });
    assert.deepEqual(await counts(), [0, 0, 1, 1], 'not before the second person');
    const settle = settleMerge(people.records, outside);
    await does('front-door-manager', settle, { record, merge, decision: 'confirm', reason: '' });
    assert.deepEqual(await counts(), [0, 1, 2, 3], 'each warning counts every one before it');
    const second = { line: outside.line, raise: nothing, meet: nothing };
    const { ask } = await does('screener-1', askSecond(people.records, second), {
      record,
      what: 'part',
      of: merge,
      reason: 'Two.',
    });
    assert.deepEqual(await counts(), [0, 1, 2, 3], 'nor taken apart before the second person');
    const parted = { record, ask, what: 'part', decision: 'confirm', reason: '' } as const;
    await does('front-door-manager', settleSecond(people.records, second), parted);
    assert.deepEqual(await counts(), [0, 0, 1, 1], 'as it was');
  });
});
