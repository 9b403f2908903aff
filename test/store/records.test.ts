/**
 * Records on the database: joined and taken apart in any order they hold what the fold says; and what an erasure takes of the
 * keys that a record derived from an erased concern.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import type { Command } from '../../src/kernel/command.ts';
import type { AccountId, PersonId, PostId } from '../../src/kernel/ids.ts';
import type { Outcome } from '../../src/kernel/refusal.ts';
import { foldRecords, type RecordAct } from '../../src/modules/people/domain/merge.ts';
import {
  askSecond,
  createPeople,
  type KnownRecord,
  type MergeOutside,
  proposeMerge,
  type SecondOutside,
  settleMerge,
  settleSecond,
} from '../../src/modules/people/index.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runBatch, runCommand } from '../../src/platform/run-command.ts';
import { OPERATOR, openSmallArea } from '../builders/small-area.ts';

const world = await openSmallArea();
after(() => world.close());
const people = createPeople({ vault: world.vault, matchKey: randomBytes(32) });
const nothing = async () => ({ entries: [], events: [] });
const outside: MergeOutside = {
  line: async () => ({ isSubordinate: () => false }),
  duties: { raise: nothing, meet: nothing },
};

const parting: SecondOutside = { line: outside.line, raise: nothing, meet: nothing };

interface Somebody {
  readonly account: AccountId;
  readonly post: PostId;
}
let first: Somebody;
let second: Somebody;
let agency: Awaited<ReturnType<typeof world.agency>>;

before(async () => {
  agency = await world.agency('Wrenfold Council');
  const appointed = async (name: string): Promise<Somebody> => {
    const [account, post] = [
      await world.account(agency, name),
      await world.post(agency, `Post of ${name}`, ['team-manager']),
    ];
    await world.appoint(account, post);
    return { account, post };
  };
  [first, second] = [await appointed('Ada Fernsby'), await appointed('Ben Marrowby')];
});

const by = ({ account, post }: Somebody) =>
  ({ actor: { kind: 'account', account, post, agency }, basis: 'test' }) as const;

async function act<I, R>(who: Somebody, command: Command<I, R>, input: I): Promise<Outcome<R>> {
  return runCommand(world.spine, by(who), (tx, ctx) => command(tx, ctx, input));
}

function mustBe<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.refusal.code);
  return outcome.value;
}

async function somebody(): Promise<KnownRecord> {
  const record = { kind: 'person', id: machineIds.next<'person'>() as PersonId } as const;
  mustBe(
    await runCommand(world.spine, OPERATOR, async (tx, ctx) => {
      await people.records.saveRecord(tx, ctx, record, 'child');
      return {
        ok: true,
        value: null,
        entries: [{ act: 'test.made', subject: { kind: 'person', id: record.id }, body: {} }],
        events: [],
      };
    }),
  );
  return record;
}

const NAMES = ['a', 'b', 'c', 'd'] as const;
const names = fc.constantFrom(...NAMES);
const whats = fc.constantFrom('one', 'two', 'three');
const historyAct: fc.Arbitrary<RecordAct> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('put' as const), record: names, what: whats }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('taken' as const), record: names, what: whats }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('merged' as const), kept: names, merged: names }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('unmerged' as const), merged: names }) },
);

/** Four records on the database, to which acts happen by way of commands; what could not have happened is refused. */
async function openHistory() {
  const records = new Map<string, KnownRecord>();
  for (const name of NAMES) records.set(name, await somebody());
  const recordOf = (name: string): KnownRecord => {
    const record = records.get(name);
    assert.ok(record);
    return record;
  };
  const facts = new Map<string, string>();
  const merges = new Map<string, string>();

  async function play(one: RecordAct): Promise<void> {
    if (one.act === 'put') {
      if (facts.has(`${one.record} ${one.what}`)) return;
      // Put on this very record, as it would have been before it was joined: commands put it on the one it is by now.
      const id = machineIds.next<'detail'>();
      await runBatch(world.spine, async (run) => {
        await run(by(first), world.clock.domain(), async (tx, ctx) => {
          const value = { kind: 'other', value: one.what, source: 'School' } as const;
          await people.records.saveDetail(tx, ctx, { id, record: recordOf(one.record), value });
          const subject = { kind: 'person', id: recordOf(one.record).id } as const;
          return { ok: true, value: null, entries: [{ act: 'test.put', subject, body: {} }], events: [] };
        });
      });
      facts.set(`${one.record} ${one.what}`, id);
    } else if (one.act === 'taken') {
      const fact = facts.get(`${one.record} ${one.what}`);
      if (!fact) return;
      mustBe(
        await act(first, people.endFact, {
          record: recordOf(one.record),
          fact,
          how: 'withdrawn',
          reason: 'No.',
        }),
      );
      facts.delete(`${one.record} ${one.what}`);
    } else if (one.act === 'merged') {
      const [record, other] = [recordOf(one.kept), recordOf(one.merged)];
      // The fold joins only two that point nowhere; a command would join what each of them is by now.
      const roots = await world.read(async (tx) => [
        await people.records.findRoot(tx, record),
        await people.records.findRoot(tx, other),
      ]);
      if (roots[0]?.id !== record.id || roots[1]?.id !== other.id || record.id === other.id) return;
      const asked = mustBe(
        await act(first, proposeMerge(people.records, outside), { record, other, reason: 'One.' }),
      );
      const settle = { record, merge: asked.merge, decision: 'confirm', reason: '' } as const;
      mustBe(await act(second, settleMerge(people.records, outside), settle));
      merges.set(one.merged, asked.merge);
    } else {
      const merge = merges.get(one.merged);
      if (!merge) return;
      const apart = { record: recordOf(one.merged), what: 'part', of: merge, reason: 'Two.' } as const;
      const { ask } = mustBe(await act(first, askSecond(people.records, parting), apart));
      const settle = { record: apart.record, ask, what: 'part', decision: 'confirm', reason: '' } as const;
      mustBe(await act(second, settleSecond(people.records, parting), settle));
      merges.delete(one.merged);
    }
  }

  /** What is known of each record that points nowhere. */
  async function known(): Promise<readonly (readonly [string, readonly string[]])[]> {
    const all: [string, string[]][] = [];
    for (const [name, record] of records) {
      const said = await world.read(async (tx) => {
        if ((await people.records.findRoot(tx, record)).id !== record.id) return [];
        const details = await people.records.listDetails(tx, await people.records.listMembers(tx, record));
        return details.flatMap(({ value, ended }) => (value && !ended ? [value.value] : []));
      });
      if (said.length > 0) all.push([name, [...new Set(said)].sort()]);
    }
    return all.sort();
  }
  return { play, known };
}

describe('records joined and taken apart on the database', () => {
  test('hold, after any history, what the fold says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(historyAct, { minLength: 6, maxLength: 16 }), async (acts) => {
        const history = await openHistory();
        for (const one of acts) await history.play(one);
        const folded = [...foldRecords(acts)].map(([id, set]) => [id, [...set].sort()] as const).sort();
        assert.deepEqual(await history.known(), folded);
      }),
      { numRuns: 8 },
    );
  });
});

describe('an erasure', () => {
  test('takes what a record derived from the erased concern, and what it has of its own finds again', async () => {
    const concern = machineIds.next<'concern'>();
    const [mention] = [machineIds.next<'mention'>()];
    const given = { kind: 'child', name: 'Wilhelmina Ravensbourne' } as const;
    mustBe(
      await runCommand(world.spine, OPERATOR, async (tx, ctx) => {
        await people.saveMentions(tx, ctx, { concern, at: ctx.now, mentions: [given], ids: [mention] });
        const subject = { kind: 'concern', id: concern } as const;
        return { ok: true, value: null, entries: [{ act: 'test.raised', subject, body: {} }], events: [] };
      }),
    );
    const linked = mustBe(
      await act(first, people.linkMention, { concern, mention, to: { newRecord: true } }),
    );
    const put = async (kind: 'birth' | 'nhs-number', value: string, sort = '') =>
      mustBe(
        await act(first, people.addFact, {
          record: linked.record,
          fact: { kind, value, sort, from: '', until: '', source: 'GP' },
        }),
      );
    await put('birth', '14 May 2012', 'exact');
    await put('nhs-number', '943 476 5919');
    const owner = new pg.Client({ connectionString: world.database.urls.superuser });
    await owner.connect();
    const kinds = async () => {
      const { rows } = await owner.query<{ kind: number }>(
        'select distinct unnest(key_kinds) as kind from people.record_keys where record_id = $1 order by 1',
        [linked.record.id],
      );
      return rows.map(({ kind }) => kind);
    };
    assert.ok((await kinds()).includes(2), 'found by name and date of birth together');
    await owner.query('select concerns.destroy_words($1)', [concern]);
    const left = await owner.query('select 1 from people.match_keys where owner_id = $1', [linked.record.id]);
    assert.equal(left.rowCount, 0, 'no key is left at once');
    const refreshed = await world.spine.db.transaction().execute((tx) => people.refreshLostKeys(tx));
    assert.equal(refreshed, 1);
    assert.deepEqual(await kinds(), [1], 'only the number finds it: the name is gone with what was said');
    const details = await world.read((tx) => people.records.listDetails(tx, [linked.record]));
    assert.equal(details.length, 2, 'what was put on the record itself can still be read');
    await owner.end();
  });
});
