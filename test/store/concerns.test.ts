import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  addMessage,
  answerChallenge,
  challengeAnswer,
  confirmDecision,
  type DecideConcern,
  decideConcern,
  getConcern,
  getReceiptStatus,
  maskPassage,
  namePerson,
  raiseConcern,
  reportNotSafe,
  reviewPattern,
} from '../../src/modules/concerns/index.ts';
import { openConcernWorld, type World, worry } from '../support/concern-world.ts';

const REASON = 'The youth worker and the school told us the same thing; we spoke to both and to her carer.';
const ANSWER = 'Thank you for telling us. It was read today and acted upon.';
let world: World;
before(async () => {
  world = await openConcernWorld();
});
after(() => world.close());

function decision(concern: DecideConcern['concern'], over: Partial<DecideConcern> = {}): DecideConcern {
  return {
    concern,
    choices: [
      {
        subject: 'whole',
        outcome: 'no-further-action',
        section: 'neither',
        level: 1,
        handedTo: null,
        sameAs: null,
      },
    ],
    reason: REASON,
    optionsSetAside: 'Early help was offered and set aside.',
    wouldReopen: 'Another sighting of the car.',
    answer: ANSWER,
    known: { lookedAfter: false, careLeaver: false, missingEpisodes: 0 },
    ...over,
  };
}

const status = (receipt: readonly string[] | undefined) =>
  world.ask('public', getReceiptStatus(world.ports), { receipt: receipt?.join(' ') ?? '' });

test('a concern that arrives is owned by a screener, with clocks to open, decide and answer it', async () => {
  const raised = await world.raise();
  assert.match(raised.reference, /^HD-/);
  assert.equal(raised.receipt?.words.length, 8);
  const owed = await world.owed(raised.id);
  assert.deepEqual(
    owed.map(([rule]) => rule),
    ['front-door.answer-reporter', 'front-door.decide', 'front-door.open'],
  );
  assert.ok(owed.every(([, post]) => post.startsWith('screener-')));
  assert.equal(raised.openedBy.toString(), raised.receivedAt.add({ hours: 12 }).toString());
});

test('what is kept of it in the database is sealed: no word of it, and no receipt', async () => {
  const canary = 'zephyrine canary words';
  const raised = await world.raise({ worry: canary, mentions: [{ kind: 'child', name: 'Quillon Canary' }] });
  for (const { table_schema: schema, table_name: table } of await world.rows<{
    table_schema: string;
    table_name: string;
  }>(
    `select table_schema, table_name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema in ('concerns', 'people', 'duties', 'ledger')`,
  )) {
    const [found] = await world.rows<{ n: number }>(
      `select count(*)::int as n from ${schema}.${table} t
       where t::text ilike '%canary%' or t::text ilike any($1)`,
      [
        raised.receipt?.words
          .map((_, i, all) => `%${all.slice(i, i + 2).join(' ')}%`)
          .filter((w) => w.includes(' ')) ?? [],
      ],
    );
    assert.equal(found?.n, 0, `${schema}.${table}`);
  }
});

test('a child telling us about themself at night is red, and the emergency duty post has it', async () => {
  const night = await openConcernWorld('2026-11-14T23:10:00Z');
  try {
    const raised = await night.raise({ reporter: { kind: 'child', naming: 'anonymous' } });
    const owed = await night.owed(raised.id);
    assert.ok(owed.some(([rule, post]) => rule === 'front-door.open-red' && post.startsWith('edt-')));
    assert.equal(raised.openedBy.toString(), raised.receivedAt.add({ minutes: 30 }).toString());
  } finally {
    await night.close();
  }
});

test('sent twice with one key it is one concern; the same key with other words is refused', async () => {
  const input = worry({ idempotencyKey: 'the-same-key-twice' });
  const [first, second] = await Promise.all([
    world.act('public', raiseConcern(world.ports), input),
    world.act('public', raiseConcern(world.ports), input),
  ]);
  assert.ok(first.ok && second.ok);
  assert.equal(first.value.reference, second.value.reference);
  assert.equal([first, second].filter((r) => r.ok && r.value.receipt !== null).length, 1);
  const other = await world.act('public', raiseConcern(world.ports), { ...input, worry: 'Something else.' });
  assert.equal(other.ok ? null : other.refusal.code, 'concerns.key-reused');
});

test('the second warning about one car stands beside the first, and closing it waits for a second person', async () => {
  const car = { kind: 'vehicle' as const, registration: 'QQ12 ABC', colour: 'grey' };
  const first = await world.raise({ mentions: [car] });
  const second = await world.raise({
    reporter: { kind: 'teacher', naming: 'named', name: 'A teacher' },
    mentions: [{ ...car, registration: 'qq12abc' }],
  });
  const screener = await world.openIt(second.id);
  const seen = await world.ask(screener, getConcern(world.ports), { concern: second.id });
  assert.deepEqual(
    seen.bundle.map((b) => b.reference),
    [first.reference],
  );
  const decided = await world.act(screener, decideConcern(world.ports), decision(second.id));
  assert.ok(decided.ok);
  assert.equal((await status(second.receipt?.words)).standing, 'screening');
  assert.equal((await status(second.receipt?.words)).exchanges.length, 0, 'a held answer is not sent');
  const own = await world.act(screener, confirmDecision(world.ports), { concern: second.id });
  assert.equal(own.ok ? null : own.refusal.code, 'concerns.own-decision');
  assert.ok(
    (await world.owed(second.id)).some(
      ([rule, post]) => rule.endsWith('confirm-decision') && post === 'front-door-manager',
    ),
  );
  assert.ok((await world.act('front-door-manager', confirmDecision(world.ports), { concern: second.id })).ok);
  const told = await status(second.receipt?.words);
  assert.equal(told.standing, 'answered');
  assert.deepEqual(
    told.exchanges.map((e) => e.words),
    [ANSWER],
  );
  assert.deepEqual(await world.owed(second.id), []);
});

test('what stood around the decider is computed, not typed', async () => {
  const raised = await world.raise();
  const screener = await world.openIt(raised.id);
  assert.ok((await world.act(screener, decideConcern(world.ports), decision(raised.id))).ok);
  const [act] = await world.rows<{ data: { context: { openDuties: number; evidenceOpened: string[] } } }>(
    `select data from concerns.acts where concern_id = $1 and act = 'concern-decided'`,
    [raised.id],
  );
  assert.ok((act?.data.context.openDuties ?? 0) >= 2);
  assert.deepEqual(act?.data.context.evidenceOpened, [raised.id]);
});

test('of two people deciding at once one is told that it moved on, and nothing of theirs is kept', async () => {
  const raised = await world.raise();
  const screener = await world.openIt(raised.id);
  const both = await Promise.all([
    world.act(screener, decideConcern(world.ports), decision(raised.id)),
    world.act('front-door-manager', decideConcern(world.ports), decision(raised.id)),
  ]);
  assert.equal(both.filter((r) => r.ok).length, 1);
  const lost = both.find((r) => !r.ok);
  assert.ok(lost && !lost.ok);
  assert.ok(['concerns.moved-on', 'concerns.already-decided'].includes(lost.refusal.code));
  const answers = await world.rows('select id from concerns.messages where concern_id = $1', [raised.id]);
  assert.equal(answers.length, 1);
});

test('a challenge is owed to somebody who took no part, and a second one outside the agency', async () => {
  const raised = await world.raise();
  const screener = await world.openIt(raised.id);
  assert.ok((await world.act(screener, decideConcern(world.ports), decision(raised.id))).ok);
  const receipt = raised.receipt?.words.join(' ') ?? '';
  const challenge = (key: string) =>
    world.act('public', challengeAnswer(world.ports), {
      receipt,
      text: 'You said nothing about the car.',
      idempotencyKey: key,
    });
  assert.ok((await challenge('one')).ok);
  assert.deepEqual(await world.owed(raised.id), [['front-door.answer-challenge', 'front-door-manager']]);
  const answer = { concern: raised.id, upheld: false, text: ANSWER };
  assert.ok((await world.act('front-door-manager', answerChallenge(world.ports), answer)).ok);
  assert.ok((await challenge('two')).ok);
  const [second] = await world.owed(raised.id);
  assert.equal(second?.[0], 'front-door.answer-second-challenge');
  assert.equal(second?.[1], 'scrutineer');
});

test('“I’m not safe now” is red at once, once, however often it is pressed', async () => {
  const raised = await world.raise();
  const press = { receipt: raised.receipt?.digits ?? '', text: 'He is here.', idempotencyKey: 'press' };
  for (let i = 0; i < 3; i += 1) assert.ok((await world.act('public', reportNotSafe(world.ports), press)).ok);
  const red = (await world.owed(raised.id)).filter(([rule]) => rule === 'front-door.open-message-red');
  assert.equal(red.length, 1);
});

test('a receipt shows no word of the report, and a wrong one says the same whatever is wrong with it', async () => {
  const raised = await world.raise({ worry: 'Her name is Marigold and she lives at the mill.' });
  const seen = JSON.stringify(await status(raised.receipt?.words));
  assert.ok(!seen.includes('Marigold'));
  const codes = await Promise.all(
    ['', 'not a receipt', '123 456', [...(raised.receipt?.words ?? [])].reverse().join(' ')].map(
      async (receipt) => {
        const result = await world.act('public', addMessage(world.ports), {
          receipt,
          text: 'x',
          idempotencyKey: 'k',
        });
        return result.ok ? null : result.refusal.code;
      },
    ),
  );
  assert.deepEqual(new Set(codes), new Set(['concerns.receipt-unknown']));
});

test('somebody named in a concern, and their line, stop seeing it and stop owing anything about it', async () => {
  const raised = await world.raise({ aboutWorker: { yes: true, who: 'One of the screeners' } });
  const screener = await world.openIt(raised.id);
  const account = world.postOf(screener).account;
  assert.ok(account);
  const lado = (await world.owed(raised.id)).find(([rule]) => rule === 'front-door.inform-lado');
  assert.equal(lado?.[1], 'lado');
  assert.ok((await world.act('lado', namePerson(world.ports), { concern: raised.id, account })).ok);
  for (const key of [screener, 'front-door-manager', 'head-of-service', 'director', 'chief-executive']) {
    const seen = await world.ask(key, getConcern(world.ports), { concern: raised.id });
    assert.ok(
      seen.relations.some((r) => r === 'named' || r === 'named-line'),
      key,
    );
  }
});

test('an allegation that names a screener reaches the LADO and not that screener, nor anybody in their line', async () => {
  const holder = world.postOf('screener-2').holder ?? '';
  const raised = await world.raise({ aboutWorker: { yes: true, who: `${holder}, who answers the phone` } });
  const owed = await world.owed(raised.id);
  assert.ok(owed.some(([rule, post]) => rule === 'front-door.inform-lado' && post === 'lado'));
  assert.ok(owed.every(([, post]) => post !== 'screener-2'));
  const skipped = await world.rows<{ skip_posts: string[] }>(
    'select skip_posts from duties.duties where about_id = $1',
    [raised.id],
  );
  for (const key of ['screener-2', 'front-door-manager', 'head-of-service', 'director']) {
    assert.ok(
      skipped.every((duty) => duty.skip_posts.includes(world.postOf(key).post)),
      key,
    );
    const seen = await world.ask(key, getConcern(world.ports), { concern: raised.id });
    assert.ok(
      seen.relations.some((r) => r === 'named' || r === 'named-line'),
      key,
    );
  }
});

test('words that would tell who told us are gone beyond the front door, and there at it', async () => {
  const raised = await world.raise({ worry: 'I am her aunt Rosalind and I live next door.' });
  const screener = await world.openIt(raised.id);
  const hidden = 'aunt Rosalind';
  const start = 'I am her '.length;
  const mask = { concern: raised.id, question: 'worry', start, finish: start + hidden.length };
  assert.ok((await world.act(screener, maskPassage(world.ports), mask)).ok);
  const read = async (who: string) =>
    JSON.stringify((await world.ask(who, getConcern(world.ports), { concern: raised.id })).told);
  assert.ok((await read(screener)).includes(hidden));
  assert.ok(!(await read('front-door-manager')).includes(hidden));
});

test('four separate warnings raise a pattern that the exploitation manager owes, and the front door cannot end it', async () => {
  const phone = { kind: 'phone' as const, number: '07700 900123' };
  const ids = [];
  for (const kind of ['neighbour', 'neighbour', 'neighbour', 'neighbour'] as const) {
    ids.push(
      await world.raise({
        reporter: { kind, naming: 'anonymous' },
        mentions: [phone],
        indicators: ['older-adult-with-car'],
      }),
    );
  }
  const [pattern] = await world.rows<{ id: string; figures: { incidents: number } }>(
    `select p.id, p.figures from concerns.patterns p join concerns.pattern_concerns pc on pc.pattern_id = p.id
     where pc.concern_id = $1`,
    [ids.at(-1)?.id],
  );
  assert.equal(pattern?.figures.incidents, 4);
  assert.deepEqual(await world.owed(pattern?.id ?? ''), [
    ['front-door.review-pattern', 'exploitation-manager'],
  ]);
  const review = { pattern: pattern?.id ?? '', outcome: 'strategy-discussion' as const, reason: REASON };
  assert.ok((await world.act('exploitation-manager', reviewPattern(world.ports), review)).ok);
  assert.deepEqual(await world.owed(pattern?.id ?? ''), []);
});

test('repeated warnings about a child are owed by themselves, though a pattern about a place or one other warning holds the first', async () => {
  const phone = { kind: 'phone' as const, number: '07700 900456' };
  const tell = () => world.raise({ reporter: { kind: 'neighbour', naming: 'anonymous' }, mentions: [phone] });
  const patternsOf = (id: string) =>
    world.rows<{ id: string; rule: string | null; held: number }>(
      `select p.id, p.figures->'signal'->>'rule' as rule,
         (select count(*)::int from concerns.pattern_concerns o where o.pattern_id = p.id) as held
       from concerns.patterns p join concerns.pattern_concerns pc on pc.pattern_id = p.id
       where pc.concern_id = $1 order by p.raised_at, p.id`,
      [id],
    );
  const raised = [await tell(), await tell(), await tell()];
  const [first = raised[0], second] = raised;
  const other = await world.raise({});
  // A place's pattern holds two of them, a network's one.
  const elsewhere = [
    [{ incidents: 2, kinds: 1, exploitation: false, signal: { rule: 'place-rise' } }, [first, second]],
    [{ incidents: 2, kinds: 1, exploitation: false, network: { homes: 3 } }, [first, other]],
  ] as const;
  for (const [figures, held] of elsewhere) {
    const [{ id } = { id: '' }] = await world.rows<{ id: string }>(
      `insert into concerns.patterns (id, reference, raised_at, owner_post, state, figures)
       select gen_random_uuid(), 'PT-' || left(gen_random_uuid()::text, 8), now() - interval '1 day', owner_post, 'open', $1
       from concerns.patterns limit 1 returning id`,
      [figures],
    );
    for (const one of held)
      await world.rows('insert into concerns.pattern_concerns (pattern_id, concern_id) values ($1, $2)', [
        id,
        one?.id,
      ]);
  }
  const fourth = await tell();
  const own = await patternsOf(fourth.id);
  assert.deepEqual(
    own.map(({ rule, held }) => [rule, held]),
    [[null, 4]],
  );
  assert.deepEqual(await world.owed(own[0]?.id ?? ''), [
    ['front-door.review-pattern', 'child-protection-manager'],
  ]);
  const fifth = await tell();
  assert.deepEqual(await patternsOf(fifth.id), [{ ...own[0], held: 5 }], 'and grows with the next');
  assert.deepEqual((await patternsOf(first?.id ?? '')).map(({ held }) => held).sort(), [2, 2, 5]);
});

test('every act on a concern has its entry in the ledger, as many as there are acts', async () => {
  const [counted] = await world.rows<{ acts: number; entries: number }>(
    `select (select count(*)::int from concerns.acts) as acts,
      (select count(*)::int from ledger.entries e where e.act in (select distinct 'concerns.' || act from concerns.acts)) as entries`,
  );
  assert.ok((counted?.acts ?? 0) > 30);
  assert.equal(counted?.entries, counted?.acts);
});
