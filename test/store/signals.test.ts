/** The other rules over the database: what each points out, what it never draws in, and what becomes of what is under a threshold. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { ConcernId, ThingId } from '../../src/kernel/ids.ts';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import type { RuleSetting, SignalRule } from '../../src/kernel/signal-rules.ts';
import type { ConcernsPorts, RaiseConcern } from '../../src/modules/concerns/index.ts';
import {
  createConcernWatch,
  layAgain,
  raiseConcern,
  reviewPattern,
} from '../../src/modules/concerns/index.ts';
import { getPattern } from '../../src/modules/concerns/queries/get-pattern.query.ts';
import type { KnownRecord, MentionId } from '../../src/modules/people/index.ts';
import { openPool } from '../../src/platform/db.ts';
import { openConcernWorld, worry } from '../support/concern-world.ts';

const world = await openConcernWorld('2026-03-02T10:00:00Z');
const owner = openPool({ url: world.database.urls.superuser, name: 'test', max: 1 });
after(async () => {
  await owner.end();
  await world.close();
});
const { people, ports } = world;
const REASON =
  'Agencies each told us of this separately, so the police and we look at it together this week.';

let count = 0;
/** A child nobody else is, with a home of its own. */
function child(name: string): MentionAsGiven {
  count += 1;
  return {
    kind: 'child',
    name,
    dateOfBirth: `2013-0${1 + (count % 9)}-1${count % 10}`,
    address: `${count} Alder Row`,
    postcode: `ZZ${1 + (count % 9)} ${count % 10}AB`,
  };
}

const KINDS = ['teacher', 'health', 'police'] as const;
async function tell(
  mentions: readonly MentionAsGiven[],
  over: Partial<RaiseConcern> = {},
): Promise<ConcernId> {
  count += 1;
  const { id } = await world.raise({
    reporter: { kind: KINDS[count % 3] ?? 'police', naming: 'anonymous' },
    mentions,
    ...over,
  });
  return id;
}

interface Found {
  readonly id: string;
  readonly strength: number;
  readonly kept: string | null;
  readonly pattern_id: string | null;
}
const found = (rule: SignalRule, concern: ConcernId) =>
  world.rows<Found>(
    `select s.id, s.strength, s.kept, s.pattern_id from concerns.signals s
     where s.rule = $1 and s.id in (select signal_id from concerns.signal_edges where concern_id = $2)`,
    [rule, concern],
  );
const mentionOf = async (concern: ConcernId, kind: string) =>
  (
    await world.rows<{ id: MentionId }>(
      'select id from people.mentions where concern_id = $1 and kind = $2',
      [concern, kind],
    )
  )[0]?.id as MentionId;

/** What happens once somebody linked what it names: it is laid beside the others again, and judged directly after. */
async function again(concern: ConcernId): Promise<void> {
  assert.ok((await world.act('screener-1', layAgain(ports), { concern })).ok);
  await world.watch.runOnce();
}

/** Two tellings' child made one record. */
async function onRecord(first: ConcernId, second: ConcernId): Promise<KnownRecord> {
  const link = {
    concern: second,
    mention: await mentionOf(second, 'child'),
    to: { mention: await mentionOf(first, 'child') },
  };
  assert.ok((await world.act('screener-1', people.linkMention, link)).ok);
  const [row] = await world.rows<{ id: string }>(
    'select record_id as id from people.links where mention_id = $1',
    [link.mention],
  );
  return { kind: 'person', id: row?.id } as KnownRecord;
}

describe('a place nobody spoke of, named for children of seven homes in three weeks', () => {
  const PLACE: MentionAsGiven = { kind: 'place', name: 'Harbour Arcade', postcode: 'ZZ9 9ZZ' };
  const told: ConcernId[] = [];

  test('is owed by the exploitation manager, and says why with every source', async () => {
    await tell([child('Fay Underhill')]);
    world.clock.move({ hours: 24 * 160 });
    for (let n = 0; n < 7; n += 1) {
      told.push(await tell([child(`Kit ${'BCDFGHJ'[n]}olverton`), PLACE]));
      world.clock.move({ hours: 50 });
    }
    const [one, ...more] = await found('place-rise', told[6] as ConcernId);
    assert.equal(one?.strength, 7);
    assert.equal(more.length, 0, 'it was kept once, and grew from five homes to seven');
    assert.deepEqual(await world.owed(one?.pattern_id ?? ''), [
      ['front-door.review-pattern', 'exploitation-manager'],
    ]);
    const view = await world.ask('exploitation-manager', getPattern(ports), {
      pattern: one?.pattern_id ?? '',
    });
    assert.deepEqual(
      view.signals.map(({ rule, lines }) => [rule, lines.length]),
      [['place-rise', 7]],
    );
    assert.ok(
      view.signals[0]?.lines.every(({ named, reference }) => named?.includes('Harbour') && reference),
    );
  });

  test('is one pattern that grows, and is opened again by the next telling after it was decided', async () => {
    const [before] = await found('place-rise', told[0] as ConcernId);
    const pattern = before?.pattern_id ?? '';
    assert.ok(
      (
        await world.act('exploitation-manager', reviewPattern(ports), {
          pattern,
          outcome: 'disruption',
          reason: REASON,
        })
      ).ok,
    );
    const next = await tell([child('Kit Molverton'), PLACE]);
    const [again, ...more] = await found('place-rise', next);
    assert.deepEqual([again?.pattern_id, more.length], [pattern, 0]);
    assert.deepEqual(await world.owed(pattern), [['front-door.review-pattern', 'exploitation-manager']]);
  });
});

describe('a network of children who are named at such a place', () => {
  test('is a pattern of its own, and neither is looked for while somebody waits who tells of it', async () => {
    const [rae, sid, tom] = [child('Rae Ullathorne'), child('Sid Vavasour'), child('Tom Wragby')];
    const car: MentionAsGiven = { kind: 'vehicle', registration: 'ZZ56 HED', colour: 'white' };
    const lou: MentionAsGiven = { kind: 'adult', name: 'Lucius Threlkeld', dateOfBirth: '1989-05-05' };
    const place: MentionAsGiven = { kind: 'place', name: 'Harbour Arcade', postcode: 'ZZ9 9ZZ' };
    const [rise] = await world.rows<{ id: string }>(
      `select p.id from concerns.patterns p where p.state = 'open' and p.figures ? 'signal'`,
    );
    const ids: ConcernId[] = [];
    for (const told of [
      [rae, car, lou, place],
      [sid, car, lou, place],
      [tom, car, lou],
      [rae, tom, car],
    ]) {
      ids.push(await tell(told));
      world.clock.move({ hours: 30 });
    }
    const networks = () =>
      world.rows<{ id: string; state: string }>(
        `select distinct p.id, p.state from concerns.patterns p join concerns.pattern_concerns pc on pc.pattern_id = p.id
         where pc.concern_id = any($1) and p.figures ? 'network'`,
        [ids],
      );
    const [network, ...more] = await networks();
    assert.deepEqual([network?.state, more.length], ['open', 0]);
    assert.notEqual(network?.id, rise?.id);
    const [still] = await world.rows<{ state: string }>('select state from concerns.patterns where id = $1', [
      rise?.id,
    ]);
    assert.equal(still?.state, 'open', 'everybody who was ever at the place would be one network');

    const input = worry({ reporter: { kind: 'police', naming: 'anonymous' }, mentions: [sid, place] });
    const raised = await world.act('public', raiseConcern(ports), input);
    assert.ok(raised.ok);
    const [row] = await world.rows<{ id: ConcernId }>(
      'select id from concerns.concerns where reference = $1',
      [raised.value.reference],
    );
    assert.deepEqual(await found('place-rise', row?.id as ConcernId), []);
    await world.watch.runOnce();
    assert.equal((await found('place-rise', row?.id as ConcernId))[0]?.pattern_id, rise?.id);
  });
});

describe('an adult named again and again near a child who is looked after', () => {
  const BAZ: MentionAsGiven = { kind: 'adult', name: 'Bazlington Quillfeather', dateOfBirth: '1996-04-01' };
  const AVA = child('Ava Pellingrove');
  const status = {
    kind: 'legal-status' as const,
    value: 'Interim care order, Wrenfold Family Court',
    sort: '',
    from: '',
    until: '',
    source: 'Court order',
  };

  test('is pointed out once the record says so, and draws in no other child', async () => {
    const ids: ConcernId[] = [];
    for (let n = 0; n < 4; n += 1) ids.push(await tell([AVA, BAZ]));
    ids.push(await tell([child('Ben Tarnwick'), BAZ]));
    const [first, second, third, fourth] = ids as [ConcernId, ConcernId, ConcernId, ConcernId];
    assert.equal(
      (await found('adult-in-care', fourth)).length,
      0,
      'nobody has said that she is looked after',
    );
    const record = await onRecord(first, second);
    for (const one of [third, fourth])
      assert.ok(
        (
          await world.act('screener-1', people.linkMention, {
            concern: one,
            mention: await mentionOf(one, 'child'),
            to: { record },
          })
        ).ok,
      );
    assert.ok((await world.act('screener-1', people.addFact, { record, fact: status })).ok);
    await again(fourth);
    const [one] = await found('adult-in-care', fourth);
    assert.equal(one?.strength, 4);
    assert.ok(one?.pattern_id);
    const children = await world.rows<{ concern_id: string }>(
      `select concern_id from concerns.pattern_concerns where pattern_id = $1 and concern_id = $2`,
      [one?.pattern_id, ids[4]],
    );
    assert.equal(children.length, 0, 'Ben is not part of it');
  });

  test('is not pointed out where one telling calls them a carer', async () => {
    const CAL = child('Cal Osterholme');
    const DEE: MentionAsGiven = { kind: 'adult', name: 'Deandra Fothergill', dateOfBirth: '1980-04-01' };
    const ids: ConcernId[] = [];
    for (let n = 0; n < 5; n += 1)
      ids.push(await tell([CAL, n === 2 ? { ...DEE, relationship: 'foster carer' } : DEE]));
    const record = await onRecord(ids[0] as ConcernId, ids[1] as ConcernId);
    assert.ok((await world.act('screener-1', people.addFact, { record, fact: status })).ok);
    await again(ids[1] as ConcernId);
    assert.equal((await found('adult-in-care', ids[1] as ConcernId)).length, 0);
  });
});

describe('children who were missing on the same nights', () => {
  const missing = { when: 'now', indicators: ['missing-overnight'] } as const;
  const EVE = child('Eve Marlowick');
  const FIN = child('Finlay Osgathorpe');

  test('are pointed out after the second night, and brothers of one home are not', async () => {
    const last: ConcernId[] = [];
    const home = { address: '77 Elder Row', postcode: 'ZZ7 7AB' };
    const brothers = [child('Gus Pendlebury'), child('Hal Pendlebury')].map((one) => ({ ...one, ...home }));
    for (let night = 0; night < 3; night += 1) {
      for (const one of [EVE, FIN, ...brothers]) last.push(await tell([one as MentionAsGiven], missing));
      world.clock.move({ hours: 24 * 5 });
    }
    const [pair, ...more] = await found('co-missing', last.at(-3) as ConcernId);
    assert.equal(more.length, 0);
    assert.ok(pair?.pattern_id, 'two children of two homes, missing together on three nights');
    assert.equal(pair?.strength, 3);
  });

  test('are forgotten with the words that told of them', async () => {
    const nights = 'select mention_id as id from networks.absences';
    const [one, ...others] = await world.rows<{ id: string }>(nights);
    await owner.query(`update people.mentions set keys = '{}', key_kinds = '{}' where id = $1`, [one?.id]);
    const left = await world.rows<{ id: string }>(nights);
    assert.equal(left.length, others.length);
    assert.ok(left.every(({ id }) => id !== one?.id));
  });
});

describe('a vehicle at several schools', () => {
  const GREY: MentionAsGiven = { kind: 'vehicle', registration: 'ZZ12 HED', colour: 'grey' };
  const school = (n: number): MentionAsGiven => ({
    kind: 'place',
    name: `${['North', 'South', 'West'][n]} Primary`,
    postcode: `ZZ3 ${n}AA`,
  });

  test('is pointed out where the places are marked as institutions, under a lowered threshold or not', async () => {
    const ids: ConcernId[] = [];
    for (let n = 0; n < 3; n += 1) ids.push(await tell([child(`Ivy ${'KLM'[n]}arsden`), GREY, school(n)]));
    assert.equal((await found('vehicle-outside', ids[2] as ConcernId)).length, 0, 'nobody marked them');
    for (const [n, id] of ids.entries()) {
      const later = await tell([school(n)]);
      const link = {
        concern: later,
        mention: await mentionOf(later, 'place'),
        to: { mention: await mentionOf(id, 'place') },
      };
      assert.ok((await world.act('screener-1', people.linkMention, link)).ok);
      const [row] = await world.rows<{ id: string }>(
        'select record_id as id from people.links where mention_id = $1',
        [link.mention],
      );
      const thing = { thing: row?.id as ThingId, institution: true, reason: 'It is a school.' };
      assert.ok((await world.act('screener-1', people.markInstitution, thing)).ok);
      await again(id);
    }
    const [one] = await found('vehicle-outside', ids[2] as ConcernId);
    assert.equal(one?.strength, 3);
    assert.ok(one?.pattern_id);
  });
});

describe('a rule that an area switched off, or set higher', () => {
  const under = (setting: RuleSetting): ConcernsPorts => ({
    ...ports,
    ruleSettings: async () => new Map([[setting.rule, setting]]),
  });
  const asTold = {
    spine: world.spine,
    onError: (error: unknown) => {
      throw error;
    },
    onStuck: async () => undefined,
  };
  const raiseUnder = async (
    setting: RuleSetting,
    mentions: readonly MentionAsGiven[],
    night = false,
    kind?: 'police',
  ) => {
    count += 1;
    const reporter = { kind: kind ?? KINDS[count % 3] ?? 'police', naming: 'anonymous' } as const;
    const more = night ? ({ when: 'now', indicators: ['missing-overnight'] } as const) : {};
    const done = await world.act(
      'public',
      raiseConcern(under(setting)),
      worry({ reporter, mentions, ...more }),
    );
    assert.ok(done.ok);
    await createConcernWatch({ ...asTold, ports: under(setting) }).runOnce();
  };

  test('owes nobody anything, and what it would have said is kept', async () => {
    const [one, two] = [child('Jon Wetherall'), child('Kay Wintersgill')];
    for (let night = 0; night < 3; night += 1) {
      for (const both of [one, two])
        await raiseUnder({ rule: 'co-missing', on: false, threshold: 2 }, [both], true);
      world.clock.move({ hours: 24 * 4 });
    }
    const [kept] = await world.rows<Found>(
      `select strength, kept, pattern_id from concerns.signals where kept = 'off' and rule = 'co-missing'`,
    );
    assert.deepEqual(kept, { strength: 3, kept: 'off', pattern_id: null });
  });

  test('counts repeat warnings from the area’s own number on, and a network not at all while it is off', async () => {
    const LEE = child('Lee Yarborough');
    world.clock.move({ hours: 24 });
    const since = world.clock.domain().toString();
    const four = { rule: 'repeat-warnings', on: true, threshold: 5 } as const;
    for (let n = 0; n < 4; n += 1) await raiseUnder(four, [LEE], false, 'police');
    const repeats = `select s.strength, s.kept, s.pattern_id is not null as owed from concerns.signals s
      where s.rule = 'repeat-warnings' and s.first_at >= $1`;
    assert.deepEqual((await world.rows<object>(repeats, [since])).at(-1), {
      strength: 4,
      kept: 'below',
      owed: false,
    });
    await raiseUnder(four, [LEE], false, 'police');
    assert.deepEqual((await world.rows<object>(repeats, [since])).at(-1), {
      strength: 5,
      kept: null,
      owed: true,
    });

    const [mo, nat, ola] = [child('Mo Zealander'), child('Nat Quenby'), child('Ola Ravensworth')];
    const car: MentionAsGiven = { kind: 'vehicle', registration: 'ZZ34 HED', colour: 'blue' };
    const tel: MentionAsGiven = { kind: 'phone', number: '07700 900482' };
    const cy: MentionAsGiven = { kind: 'adult', name: 'Cyprian Whittlestone', dateOfBirth: '1991-02-02' };
    const off = { rule: 'network', on: false, threshold: 3 } as const;
    for (const told of [
      [mo, car, cy],
      [nat, car, cy, tel],
      [ola, car, tel],
      [mo, nat, cy, tel],
      [ola, car, cy],
    ]) {
      await raiseUnder(off, told);
      world.clock.move({ hours: 30 });
    }
    const [network] = await world.rows<object>(
      `select s.kept, s.pattern_id is not null as owed, s.strength from concerns.signals s
       where s.rule = 'network' and s.first_at >= $1`,
      [since],
    );
    assert.deepEqual(network, { kept: 'off', owed: false, strength: 3 });
  });
});
