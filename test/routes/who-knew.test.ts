/**
 * Who knew what, when: a story whose every minute is known, read as of several instants. What an inquiry would lose if this
 * failed: the notice that came late, the request nobody answered, the 31 open duties.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type KnownStory, OPEN_DUTIES, playKnownStory, SECRETS, type Step } from '../support/known-story.ts';
import { citesIn, rowWith, seeWhoKnew, timeOf } from '../support/read-who-knew.ts';

let story: KnownStory;
before(async () => {
  story = await playKnownStory();
  await story.number();
});
after(() => story?.close());

const see = (who: string, path: string, asOf?: Temporal.Instant) => seeWhoKnew(story, who, path, asOf);
const minutesAfter = (step: Step, minutes: number) => story.at[step].add({ minutes });
const concernAsOf = (asOf?: Temporal.Instant) => see('scrutineer', `concern/${story.concern}`, asOf);

describe('the concern, as of now', () => {
  test('tells every step of the story with its own time', async () => {
    const page = await concernAsOf();
    assert.equal(page.status, 200);
    const { at } = story;
    assert.match(rowWith(page, /A warning, from a school/).when, new RegExp(timeOf(at.raised)));
    const told = rowWith(page, /Told that this is owed: Open this concern now/).first;
    assert.match(
      told,
      new RegExp(`Could not be delivered by e-mail \\(ETIMEDOUT\\), .*${timeOf(at.undelivered)}`),
    );
    assert.match(told, new RegExp(`Delivered by e-mail, .*${timeOf(at.delivered)}`));
    assert.match(told, new RegExp(`Opened by ${story.personName}, .*${timeOf(at.opened)}`));
    const missed = rowWith(page, /Clock passed: Open this concern now/);
    assert.match(missed.when, new RegExp(timeOf(at.raised.add({ minutes: 30 }))), 'when it should have been');
    assert.match(missed.first, new RegExp(`recorded at .*${timeOf(at.climbed)}`), 'when it was recorded');
    assert.match(
      rowWith(page, /Climbed to Team manager, front door/).when,
      new RegExp(timeOf(at.raised.add({ minutes: 30 }))),
    );
    assert.match(rowWith(page, /^Opened it\./).when, new RegExp(timeOf(minutesAfter('opened', 1))));
    const asked = rowWith(page, /^Asked Police decision-maker at the front door, Wrenfold Police/);
    assert.match(asked.when, new RegExp(timeOf(at.asked)));
    assert.match(asked.first, /No answer by then/);
    assert.match(asked.second, /Still not answered/);
    assert.ok(asked.first.includes(SECRETS.ask));
    const decided = rowWith(page, /^Decided:/);
    assert.match(decided.when, new RegExp(timeOf(at.decided)));
    assert.ok(decided.first.includes(SECRETS.reason));
    assert.match(decided.first, new RegExp(`they were carrying ${OPEN_DUTIES} open duties`));
    assert.match(decided.first, new RegExp(`Opened by them before deciding: ${story.reference}`));
    assert.match(rowWith(page, /Climbed to Detective inspector/).first, /Reply to a request/);
  });

  test('says who held the post that decided, and that they had 31 open duties when they did', async () => {
    const { text } = await concernAsOf();
    assert.match(
      text,
      new RegExp(`When they decided, [^:]*:\\d\\d\\s?: ${OPEN_DUTIES} open duties, 0 of them overdue`),
    );
    assert.match(text, new RegExp(`Held by ${story.personName}`));
  });

  test('cites for every line the very index and act that the log has, and the name that an export knows the concern by', async () => {
    const page = await concernAsOf();
    for (const row of page.rows) {
      const cites = citesIn(row.first);
      assert.ok(cites.length > 0, `nothing is cited by: ${row.first}`);
      for (const { index, act } of cites) {
        const [entry] = await story.rows<{ act: string; entry: string }>(
          'select e.act, e.entry from ledger.positions p join ledger.entries e on e.id = p.id where p.index = $1',
          [index],
        );
        assert.equal(entry?.act, act, `entry ${index}`);
        assert.equal(JSON.parse(entry?.entry ?? '{}').act, act);
      }
    }
    const [ref] = await story.rows<{ ref: string }>(
      `select ref from ledger.refs where kind = 'concern' and id = $1`,
      [story.concern],
    );
    assert.ok(page.text.includes(ref?.ref ?? 'no pseudonym'));
  });

  test('leaves no entry of a kind that it tells of untold', async () => {
    const page = await concernAsOf();
    const told = new Set(citesIn(page.text).map(({ index }) => index));
    const entries = await story.rows<{ index: string; act: string }>(
      `select p.index, e.act from ledger.entries e join ledger.positions p on p.id = e.id
       join ledger.refs r on r.ref = e.subject_ref where r.kind = 'concern' and r.id = $1`,
      [story.concern],
    );
    const expected =
      /concern-received|concern-decided|agency-asked|notice-sent$|notice-not-sent|clock-missed|rung-reached|duty-raised/;
    const missing = entries.filter(({ act, index }) => expected.test(act) && !told.has(Number(index)));
    assert.deepEqual(missing, []);
    assert.ok(entries.filter(({ act }) => expected.test(act)).length >= 12);
  });
});

describe('as of an instant in the story', () => {
  test('before anybody opened it, nobody had: what came later is not in the first reading', async () => {
    const page = await concernAsOf(minutesAfter('climbed', 1));
    const told = rowWith(page, /Told that this is owed: Open this concern now/);
    assert.match(told.first, /Not opened by then/);
    assert.match(told.second, new RegExp(`since then: Opened by ${story.personName}`));
    const firsts = page.rows.map(({ first }) => first).join(' ');
    assert.doesNotMatch(firsts, /Decided:|Asked |Opened it|Opened by/);
  });

  test('between passing and the clock being kept, a missed clock is known only now, and marked so', async () => {
    const page = await concernAsOf(story.at.raised.add({ minutes: 35 }));
    const missed = rowWith(page, /Clock passed: Open this concern now/);
    assert.equal(missed.first, 'Not recorded by then.');
    assert.match(missed.second, new RegExp(`Recorded later: .*${timeOf(story.at.climbed)}`));
  });

  test('before the late delivery it had only failed', async () => {
    const page = await concernAsOf(minutesAfter('undelivered', 5));
    const told = rowWith(page, /Told that this is owed: Open this concern now/);
    assert.match(told.first, /Could not be delivered/);
    assert.doesNotMatch(told.first, /Delivered by e-mail/);
    assert.match(told.second, /Delivered by e-mail/);
  });

  test('no line of the first reading was entered after it, at any of many instants', async () => {
    for (let minute = 0; minute <= 620; minute += 33) {
      const asOf = story.at.earlier.add({ minutes: minute });
      for (const path of [`concern/${story.concern}`, `person/${story.person}`]) {
        const page = await see('scrutineer', path, asOf);
        assert.equal(page.status, 200);
        for (const { index } of page.rows.flatMap(({ first }) => citesIn(first))) {
          const [entry] = await story.rows<{ late: boolean }>(
            'select e.at > $2::timestamptz as late from ledger.positions p join ledger.entries e on e.id = p.id where p.index = $1',
            [index, asOf.toString()],
          );
          assert.equal(entry?.late, false, `${path} as of ${asOf}: entry ${index}`);
        }
      }
    }
  });
});

describe('the child', () => {
  test('has the earlier warning only in the second reading until it was linked, with where the link is', async () => {
    const page = await see('scrutineer', `person/${story.person}`, minutesAfter('unanswered', 1));
    const [early, late] = page.rows.filter(({ first: a, second: b }) => /A warning/.test(`${a}${b}`));
    assert.match(early?.when ?? '', new RegExp(story.earlierReference));
    assert.equal(early?.first, 'Not recorded by then.');
    assert.match(
      early?.second ?? '',
      new RegExp(`Linked to this record later: .*${timeOf(story.at.linked)}`),
    );
    assert.equal(citesIn(early?.second ?? '').at(-1)?.act, 'people.mention-linked');
    assert.match(late?.first ?? '', /A warning, from a school/);
    assert.match(page.text, /Warnings: 1 recorded by then, 2 known now/);
  });

  test('has both once they are linked', async () => {
    const page = await see('scrutineer', `person/${story.person}`);
    assert.match(page.text, /Warnings: 2 recorded by then, 2 known now/);
    assert.match(page.text, /Jaylina Thistlewood|Jay/);
  });
});
