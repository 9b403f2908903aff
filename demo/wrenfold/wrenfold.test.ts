import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PersonAsGiven } from '../../src/kernel/mention.ts';
import { isPostFunction } from '../../src/modules/access/domain/post-function.ts';
import { deriveRecipient, REPORTER_KINDS } from '../../src/modules/concerns/domain/vocabulary.ts';
import { checkAnswer, checkReason } from '../../src/modules/concerns/domain/words.ts';
import type { DemoAct } from './acts.ts';
import { ACCOUNTS, AGENCIES, generateWrenfold, HOLDINGS, POSTS, STORIES, VACANT } from './index.ts';
import { createChance } from './random.ts';
import { SOURCES } from './sources.ts';
import { THEMES } from './stream.ts';
import { linesFor } from './words/theme.ts';

const now = Temporal.Instant.from('2026-11-18T14:05:00Z');
const acts = generateWrenfold({ seed: 'wrenfold', size: 2500, now });
type Raise = Extract<DemoAct, { kind: 'raise' }>;
const raises = acts.filter((act): act is Raise => act.kind === 'raise');
const share = (wanted: (raise: Raise) => boolean) => raises.filter(wanted).length / raises.length;
const near = (value: number, low: number, high: number, what: string) =>
  assert.ok(value >= low && value <= high, `${what}: ${value.toFixed(3)} is not from ${low} to ${high}`);
/** Every text of every act, with where it is. */
const everyWord = JSON.stringify(acts);

describe('Wrenfold is the same wherever it is built', () => {
  test('one seed, one town; another seed, another', () => {
    const small = { seed: 'a', size: 60, now };
    assert.deepEqual(generateWrenfold(small), generateWrenfold(small));
    assert.notDeepEqual(generateWrenfold(small), generateWrenfold({ ...small, seed: 'b' }));
  });

  test('chance is even, and a fork never disturbs its parent', () => {
    const one = createChance('seed');
    const two = createChance('seed');
    two.fork('aside').next();
    assert.deepEqual([one.next(), one.next()], [two.next(), two.next()]);
    const counts = [0, 0, 0, 0];
    for (let n = 0; n < 4000; n += 1) counts[one.int(0, 3)] = (counts[one.int(0, 3)] ?? 0) + 1;
    for (const count of counts) near(count / 4000, 0.2, 0.3, 'one of four');
  });

  test('has as many concerns as were asked for, in order of time, none after now', () => {
    assert.equal(raises.length, 2500);
    assert.equal(new Set(raises.map((raise) => raise.input.idempotencyKey)).size, 2500);
    for (const [index, act] of acts.entries()) {
      assert.ok(act.at <= now.epochMilliseconds);
      assert.ok(index === 0 || (acts[index - 1]?.at ?? 0) <= act.at);
    }
  });

  test('every act is about a concern already raised, and decided only once opened', () => {
    const seen = new Map<string, Set<string>>();
    for (const act of acts) {
      const before = seen.get(act.concern) ?? new Set();
      if (act.kind !== 'raise') assert.ok(before.has('raise'), `${act.kind} of ${act.concern}`);
      if (act.kind === 'decide') assert.ok(before.has('open'), act.concern);
      if (act.kind === 'accept' || act.kind === 'confirm') assert.ok(before.has('decide'), act.concern);
      seen.set(act.concern, before.add(act.kind));
    }
  });
});

describe('its figures are those of a real authority', () => {
  test('who tells: police, schools, health and the rest', () => {
    near(
      share((r) => r.input.reporter.kind === 'police'),
      0.25,
      0.36,
      'police',
    );
    near(
      share((r) => r.input.reporter.kind === 'teacher'),
      0.12,
      0.22,
      'schools',
    );
    near(
      share((r) => r.input.reporter.kind === 'health'),
      0.11,
      0.19,
      'health',
    );
    near(
      share((r) => r.input.reporter.kind === 'child'),
      0.01,
      0.04,
      'children',
    );
    assert.equal(new Set(raises.map((r) => r.input.reporter.kind)).size, REPORTER_KINDS.length);
  });

  test('when: few at weekends, few from schools in August', () => {
    const day = (r: Raise) =>
      Temporal.Instant.fromEpochMilliseconds(r.at).toZonedDateTimeISO('Europe/London');
    near(
      share((r) => day(r).dayOfWeek > 5),
      0.07,
      0.15,
      'weekends',
    );
    const schools = raises.filter((r) => r.input.reporter.kind === 'teacher');
    near(schools.filter((r) => day(r).month === 8).length / schools.length, 0, 0.03, 'schools in August');
  });

  test('of whom: ages as published, and about one in five told about again within the year', () => {
    const ages = raises.flatMap((r) => {
      const born = (r.input.mentions[0] as PersonAsGiven).dateOfBirth;
      const told = Temporal.Instant.fromEpochMilliseconds(r.at).toZonedDateTimeISO('UTC').toPlainDate();
      return born ? [Temporal.PlainDate.from(born).until(told).days / 365] : [];
    });
    near(ages.filter((age) => age < 5).length / ages.length, 0.12, 0.3, 'under five');
    near(ages.filter((age) => age >= 10).length / ages.length, 0.35, 0.65, 'ten and over');
    assert.ok(ages.every((age) => age >= 0 && age < 18.1));
    const lastAt = new Map<string, number>();
    let again = 0;
    for (const { at, input } of raises) {
      const { name, dateOfBirth } = input.mentions[0] as PersonAsGiven;
      if (!dateOfBirth) continue;
      const key = `${name?.split(/, | /).sort().join(' ')} ${dateOfBirth}`;
      if (at - (lastAt.get(key) ?? 0) < 365 * 86_400_000) again += 1;
      lastAt.set(key, at);
    }
    near(again / ages.length, 0.11, 0.27, 'told about again, among those given by name and date of birth');
  });

  test('what was decided: every outcome, protective ones among them', () => {
    const decided = acts.filter((act) => act.kind === 'decide');
    const of = (outcome: string) => decided.filter((act) => act.outcome === outcome).length / decided.length;
    near(of('assessment'), 0.24, 0.4, 'assessment');
    near(of('no-further-action'), 0.08, 0.2, 'no further action');
    near(of('immediate-protection'), 0.015, 0.06, 'protection');
  });

  test('the inbox today: some dozens still open, a handful red, whatever day it is', () => {
    for (const moment of ['2026-08-30T03:00:00Z', '2027-01-01T00:10:00Z']) {
      const all = generateWrenfold({ seed: 'wrenfold', size: 400, now: Temporal.Instant.from(moment) });
      const decided = new Set(all.filter((act) => act.kind === 'decide').map((act) => act.concern));
      const open = all.filter((act): act is Raise => act.kind === 'raise' && !decided.has(act.concern));
      near(open.length, 8, 40, `open at ${moment}`);
      near(open.filter((r) => r.input.danger === 'now').length, 2, 8, `red at ${moment}`);
    }
    const decided = new Set(acts.filter((act) => act.kind === 'decide').map((act) => act.concern));
    near(raises.filter((r) => !decided.has(r.concern)).length, 20, 80, 'open of 2,500');
  });
});

describe('its words', () => {
  test('vary: hardly two concerns read alike', () => {
    const texts = raises.map((raise) => raise.input.worry);
    assert.ok(new Set(texts).size > texts.length * 0.99);
    assert.ok(new Set(texts.map((text) => text.slice(0, 50))).size > texts.length * 0.7);
  });

  test('every theme has something to say for every kind of teller', () => {
    for (const theme of THEMES)
      for (const kind of REPORTER_KINDS) assert.ok(linesFor(theme, kind).length > 0, `${theme.key} ${kind}`);
  });

  test('no template shows, and nothing judges a child', () => {
    assert.doesNotMatch(raises.map((raise) => raise.input.worry).join('\n'), /[{}|]|undefined|\[object/);
    assert.doesNotMatch(
      everyWord,
      /promiscu|lifestyle|hard to reach|attention.seeking|streetwise|not credible|chaotic|prostitut|alleged victim|choosing to/i,
    );
    assert.doesNotMatch(everyWord, /\brap(e|ed|ist)\b|\bsex\b(?!":)|naked|porn|stabb|murder|strangl/i);
  });

  test('every reason and answer is one that Heed accepts', () => {
    const told = new Map(raises.map((raise) => [raise.concern, raise.input]));
    for (const act of acts) {
      if (act.kind === 'confirm' || act.kind === 'triage')
        assert.ok(checkReason(act.reason, 'x').ok, act.reason);
      if (act.kind !== 'decide') continue;
      const input = told.get(act.concern);
      assert.ok(input);
      assert.ok(checkReason(act.reason, 'reason').ok, act.reason);
      const answer = act.answer ?? 'none';
      const checked = checkAnswer(answer, deriveRecipient(input.reporter.kind), input.parents, 'answer');
      assert.ok(checked.ok, `${JSON.stringify(checked)}: ${answer}`);
    }
  });
});

describe('nothing in it is real', () => {
  test('every telephone number is one kept free for drama', () => {
    const numbers =
      everyWord.match(/\b0[0-9]{2,4} ?[0-9]{3} ?[0-9]{2,4}(?: [0-9]{3,4})?\b|\b0\d{10}\b/g) ?? [];
    assert.ok(numbers.length > 500);
    const drama = /^(07700 ?900\d{3}|01632 960\d{3}|011[3-7] 496 0\d{3}|0161 496 0\d{3})$/;
    for (const number of numbers) assert.match(number, drama);
    for (const account of ACCOUNTS) assert.match(account.phone, drama);
  });

  test('no registration mark could be on a road, no NHS number could be somebody’s, no postcode is in use', () => {
    const marks = everyWord.match(/\b[A-Z]{2}\d{2} [A-Z]{3}\b/g) ?? [];
    assert.ok(marks.length > 10);
    for (const mark of marks) assert.match(mark.slice(5), /Q/, mark);
    for (const nhs of everyWord.matchAll(/"nhsNumber":"(\d+)"/g)) assert.match(nhs[1] ?? '', /^999\d{7}$/);
    for (const code of everyWord.matchAll(/"postcode":"([^"]+)"/g))
      assert.match(code[1] ?? '', /^WK\d \d[A-Z]{2}$/);
  });

  test('every e-mail address is at example.org', () => {
    for (const account of ACCOUNTS) assert.match(account.email, /^[a-z.-]+@[a-z.]+\.example\.org$/);
    assert.equal(new Set(ACCOUNTS.map((account) => account.email)).size, ACCOUNTS.length);
  });
});

describe('who Wrenfold is made of', () => {
  test('eight agencies, one of them outside, and about sixty posts, each doing something Heed knows', () => {
    assert.equal(AGENCIES.length, 8);
    assert.ok(AGENCIES.some((agency) => agency.outside));
    near(POSTS.length, 55, 70, 'posts');
    for (const post of POSTS) {
      assert.ok(AGENCIES.some((agency) => agency.key === post.agency));
      assert.ok(post.reportsTo === null || POSTS.some((other) => other.key === post.reportsTo), post.key);
      for (const wanted of post.functions) assert.ok(isPostFunction(wanted), wanted);
    }
  });

  test('every post is held today but the vacant one; some people wear two hats', () => {
    const held = HOLDINGS.filter((holding) => holding.toMonthsAgo === null);
    assert.deepEqual(
      POSTS.map((post) => post.key).filter((key) => !held.some((holding) => holding.post === key)),
      VACANT,
    );
    const accounts = new Set(ACCOUNTS.map((account) => account.key));
    for (const holding of HOLDINGS) assert.ok(accounts.has(holding.account), holding.account);
    assert.ok(held.length > new Set(held.map((holding) => holding.account)).size);
  });

  test('whoever acts held the post at the time', () => {
    const posts = new Set(POSTS.map((post) => post.key));
    const recent = now.epochMilliseconds - 60 * 86_400_000;
    for (const act of acts) {
      if (!('by' in act) || act.by === null) continue;
      assert.ok(posts.has(act.by), act.by);
      if (act.at > recent) assert.ok(!VACANT.includes(act.by), `${act.by} is vacant`);
    }
    assert.ok(SOURCES.every((source) => source.posts.every((post) => posts.has(post))));
  });
});

describe('stories told in pieces', () => {
  test('each is there whole, told by people of different kinds, and still open at its last piece', () => {
    for (const story of STORIES) {
      const pieces = raises.filter((raise) => raise.story === story.key);
      assert.equal(pieces.length, story.pieces.length);
      assert.ok(new Set(pieces.map((piece) => piece.input.reporter.kind)).size >= 3);
      const last = pieces.at(-1);
      assert.ok(last && now.epochMilliseconds - last.at < 7 * 86_400_000);
      assert.ok(!acts.some((act) => act.kind === 'decide' && act.concern === last.concern));
      const earlier = acts.filter((act) => act.kind === 'decide' && act.concern.startsWith(story.key));
      assert.equal(earlier.length, pieces.length - 1);
    }
  });

  test('the grey car: mark, phone, flat and nickname each turn up in several pieces, and nowhere else', () => {
    const grey = raises
      .filter((raise) => raise.story === 'grey-car')
      .map((raise) => JSON.stringify(raise.input));
    const rest = raises
      .filter((raise) => raise.story !== 'grey-car')
      .map((raise) => JSON.stringify(raise.input));
    for (const clue of [/YK12/, /07700 ?900417/, /tanner row/i, /smiler/i]) {
      assert.ok(grey.filter((text) => clue.test(text)).length >= 3, String(clue));
    }
    for (const clue of [/YK12 QBD/, /07700 ?900417/, /smiler/i])
      assert.ok(!rest.some((text) => clue.test(text)), String(clue));
  });
});
