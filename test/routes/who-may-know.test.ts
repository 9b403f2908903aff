/** Who may read who knew what, what a print gives away, how it is found; and that somebody named in it learns nothing. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Command } from '../../src/kernel/command.ts';
import type { PostId } from '../../src/kernel/ids.ts';
import { askRestriction, confirmRestriction, namePerson } from '../../src/modules/concerns/index.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { type KnownStory, playKnownStory, SECRETS, type Step } from '../support/known-story.ts';
import { seeWhoKnew } from '../support/read-who-knew.ts';

let story: KnownStory;
before(async () => {
  story = await playKnownStory();
  await story.number();
});
after(() => story?.close());

const see = (who: string, path: string, asOf?: Temporal.Instant) => seeWhoKnew(story, who, path, asOf);
const minutesAfter = (step: Step, minutes: number) => story.at[step].add({ minutes });

describe('who may read it', () => {
  const path = () => `concern/${story.concern}`;

  test('those who hold others to account and the owner’s line may; nobody else, and they learn nothing', async () => {
    for (const who of [
      'scrutineer',
      'inspector',
      'information-governance',
      'front-door-manager',
      'head-of-service',
      'director',
    ])
      assert.equal((await see(who, path())).status, 200, who);
    for (const who of [
      'administrator',
      'elected-member',
      'manager-north',
      'worker-north-1',
      'police-front-door',
      story.owner,
    ]) {
      const page = await see(who, path());
      assert.equal(page.status, 404, who);
      for (const secret of [...Object.values(SECRETS), story.reference, 'Jaylina'])
        assert.ok(!page.body.includes(secret));
    }
  });

  test('a manager sees of a child only the concerns of their own line, and of a child with none of theirs, nothing', async () => {
    assert.equal((await see('front-door-manager', `person/${story.person}`)).status, 200);
    const page = await see('manager-north', `person/${story.person}`);
    assert.equal(page.status, 404);
    assert.ok(!page.body.includes(story.reference));
  });

  test('what was told is in no reading, only that it was', async () => {
    for (const where of [path(), `person/${story.person}`, `${path()}/print?names=yes`])
      assert.ok(!(await see('scrutineer', where)).body.includes(SECRETS.worry));
  });

  test('opening is an entry about the record, a print another, and one with names another still', async () => {
    const acts = async () =>
      (
        await story.rows<{ act: string }>(
          `select e.act from ledger.entries e join ledger.refs r on r.ref = e.subject_ref
           where r.id = $1 and e.act like 'oversight.%' order by e.id`,
          [story.concern],
        )
      ).map(({ act }) => act);
    const had = (await acts()).length;
    await see('inspector', path());
    await see('inspector', `${path()}/print`);
    await see('inspector', `${path()}/print?names=yes`);
    assert.deepEqual((await acts()).slice(had), [
      'oversight.who-knew-opened',
      'oversight.who-knew-printed',
      'oversight.who-knew-printed-with-names',
    ]);
  });

  test('a refused one is told nothing, and the ledger keeps that they asked', async () => {
    const before = await story.rows(`select 1 from ledger.entries where act = 'access.access-refused'`);
    await see('administrator', path());
    const now = await story.rows(`select 1 from ledger.entries where act = 'access.access-refused'`);
    assert.equal(now.length, before.length + 1);
  });
});

describe('a print', () => {
  test('names nobody and quotes nobody unless asked to, and has no menu', async () => {
    const page = await see('scrutineer', `concern/${story.concern}/print`);
    assert.equal(page.status, 200);
    for (const secret of [SECRETS.reason, SECRETS.ask, story.personName, 'Thistlewood'])
      assert.ok(!page.body.includes(secret), secret);
    assert.match(page.text, /Without people’s names/);
    assert.match(page.text, new RegExp(story.ownerName));
    assert.doesNotMatch(page.body, /heed-nav|heed-search|<form/);
    const named = await see('scrutineer', `concern/${story.concern}/print?names=yes`);
    assert.ok(named.body.includes(SECRETS.reason) && named.body.includes(story.personName));
  });

  test('of a child does not name the child', async () => {
    const page = await see('scrutineer', `person/${story.person}/print`);
    assert.doesNotMatch(page.body, /Jaylina|Thistlewood|Redbrick/);
  });
});

describe('finding and asking', () => {
  test('a reference leads there, a wrong one says so and is kept', async () => {
    const inspector = story.visitorAs('inspector');
    const found = await inspector.open(`/who-knew?reference=${story.reference.toLowerCase()}`);
    assert.match(found.url, new RegExp(`/who-knew/concern/${story.concern}$`));
    const wrong = await inspector.open('/who-knew?reference=HD-0000-00');
    assert.equal(wrong.status, 422);
    assert.match(wrong.body, /value="HD-0000-00"/);
    assert.match(wrong.body, /href="#reference"/);
  });

  test('a date that cannot be read is refused beside its field, and what was typed comes back', async () => {
    const page = await see(
      'scrutineer',
      `concern/${story.concern}?date-day=31&date-month=2&date-year=2026&time=9`,
    );
    assert.equal(page.status, 422);
    assert.match(page.body, /href="#date"/);
    for (const value of ['31', '2', '2026', '9']) assert.match(page.body, new RegExp(`value="${value}"`));
  });

  test('the concern page leads to it for those who may read it, and only for them', async () => {
    const link = `/who-knew/concern/${story.concern}`;
    assert.ok(
      (await story.visitorAs('front-door-manager').open(`/concerns/${story.concern}`)).body.includes(link),
    );
    const screener = (await story.visitorAs(story.owner).open(`/concerns/${story.concern}`)).body;
    assert.ok(screener.includes(story.reference) && !screener.includes(link));
  });
});

describe('a pattern, and a thing', () => {
  test('are read whole by those who may, each warning of theirs with its own times', async () => {
    const newest = await story.anotherAboutTheChild({
      reporter: { kind: 'family', naming: 'named' },
      mentions: [{ kind: 'vehicle', registration: 'AB12 CDE', colour: 'silver' }],
    });
    const [pattern] = await story.rows<{ id: string; reference: string; owner_post: string }>(
      'select id, reference, owner_post from concerns.patterns',
    );
    assert.ok(pattern, 'three kinds of people warned, and there is no pattern');
    const page = await see('scrutineer', `pattern/${pattern.id}`);
    assert.equal(page.status, 200);
    const [last] = await story.rows<{ reference: string }>(
      'select reference from concerns.concerns where id = $1',
      [newest],
    );
    for (const reference of [story.reference, last?.reference ?? '?', pattern.reference])
      assert.ok(page.text.includes(reference), reference);
    // The story's concern was there long before, but that it was part of a pattern was not known.
    const before = await see('scrutineer', `pattern/${pattern.id}`, minutesAfter('decided', 1));
    assert.match(before.text, /Warnings: 0 recorded by then/);
    const owner = [...story.area.posts].find(([, { post }]) => post === pattern.owner_post)?.[0] ?? '';
    assert.equal((await see(owner, `pattern/${pattern.id}`)).status, 200, owner);
    assert.equal((await see('manager-north', `pattern/${pattern.id}`)).status, 404);
    const found = await story.visitorAs('inspector').open(`/who-knew?reference=${pattern.reference}`);
    assert.match(found.url, new RegExp(`/who-knew/pattern/${pattern.id}$`));
    const shown = await story.visitorAs(owner).open(`/patterns/${pattern.id}`);
    assert.ok(shown.body.includes(`/who-knew/pattern/${pattern.id}`), 'the pattern page does not lead to it');

    const car = await story.putOnRecord(newest, 'vehicle');
    const ofCar = await see('inspector', `thing/${car}`);
    assert.equal(ofCar.status, 200);
    assert.match(ofCar.text, /AB12 CDE/);
    assert.ok(ofCar.text.includes(last?.reference ?? '?') && !ofCar.text.includes(story.reference));
  });
});

describe('somebody named in one concern of the child', () => {
  test('is kept from it, from the child and from every print, whatever else they are', async () => {
    const scrutineer = story.area.posts.get('scrutineer');
    const screener = story.area.posts.get(story.owner);
    assert.ok(scrutineer?.account && screener?.account);
    const { ports } = story;
    const { account } = scrutineer;
    assert.ok(account);
    const done = await runCommand(
      story.server.foundations.spine,
      {
        actor: { kind: 'account', account: screener.account, post: screener.post, agency: screener.agency },
        basis: 'test',
      },
      (tx, ctx) => namePerson(ports)(tx, ctx, { concern: story.earlier, account }),
    );
    assert.ok(done.ok);
    for (const path of [
      `concern/${story.earlier}`,
      `person/${story.person}`,
      `person/${story.person}/print?names=yes`,
    ]) {
      const page = await see('scrutineer', path);
      assert.equal(page.status, 404, path);
      for (const secret of [...Object.values(SECRETS), story.reference, story.earlierReference, 'Jaylina'])
        assert.ok(!page.body.includes(secret), `${path} shows ${secret}`);
    }
    const found = await story.visitorAs('scrutineer').open(`/who-knew?reference=${story.earlierReference}`);
    assert.equal(found.status, 422);
    assert.equal(
      (await see('inspector', `person/${story.person}`)).status,
      200,
      'somebody else is not kept out',
    );
  });
});

describe('a concern that two people restricted', () => {
  const actAs = <I, R>(key: string, command: Command<I, R>, input: I) => {
    const post = story.area.posts.get(key);
    assert.ok(post?.account, key);
    const actor = { kind: 'account', account: post.account, post: post.post, agency: post.agency } as const;
    return runCommand(story.server.foundations.spine, { actor, basis: 'test' }, (tx, ctx) =>
      command(tx, ctx, input),
    );
  };

  test('keeps whom it shuts out from it and from the child, and lets its own line read on', async () => {
    const shut = await story.anotherAboutTheChild();
    const [row] = await story.rows<{ reference: string }>(
      'select reference from concerns.concerns where id = $1',
      [shut],
    );
    const reference = row?.reference ?? '?';
    assert.equal((await see('information-governance', `person/${story.person}`)).status, 200);
    const posts: PostId[] = [];
    const reason = 'The father works in the building and has been seen at the front door’s desks.';
    const asked = await actAs(story.owner, askRestriction(story.ports), {
      concern: shut,
      kind: 'restrict',
      posts,
      reason,
    });
    assert.ok(asked.ok, JSON.stringify(asked));
    assert.ok((await actAs('front-door-manager', confirmRestriction(story.ports), { concern: shut })).ok);
    for (const who of ['information-governance', 'inspector'])
      for (const path of [`concern/${shut}`, `concern/${shut}/print`, `person/${story.person}`]) {
        const page = await see(who, path);
        assert.equal(page.status, 404, `${who} ${path}`);
        for (const secret of [reference, 'Jaylina']) assert.ok(!page.body.includes(secret), secret);
      }
    assert.equal((await story.visitorAs('inspector').open(`/who-knew?reference=${reference}`)).status, 422);
    for (const who of ['front-door-manager', story.owner])
      assert.equal((await see(who, `concern/${shut}`)).status, who === story.owner ? 404 : 200, who);
  });
});
