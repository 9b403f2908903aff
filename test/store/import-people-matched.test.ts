/**
 * Whom an import joins by itself and whom it never does: the same verified number, name and date of birth are one person;
 * whoever is protected is found by nobody who may not; whoever was erased by law is not put back.
 */
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import type { PersonId } from '../../src/kernel/ids.ts';
import { askSecond, type SecondOutside, settleSecond } from '../../src/modules/people/index.ts';
import { NAMES, openImportWorld, recordsIn } from '../support/people-to-import.ts';

const made = await openImportWorld();
after(() => made.close());
beforeEach(() => made.nextSystem());
const { world, freshNhs, fileOf, bring, asOwner, newest, byNumber, proposed, nextSystem } = made;

test('whoever is protected is never found, proposed or tied to a family by who may not see them, from the first instant', async () => {
  const nhs = freshNhs();
  const row = (no: string, hidden: string) =>
    `${no},Isla,Fenwick,,2016-06-07,,${nhs},1 Reed Lane,ZE3 4GH,,,,${hidden}`;
  const manager = world.postOf('manager-north').post;
  const came = await bring(fileOf(`${NAMES}\n${row('P6001', 'ADOPTED')}\n`), { seenBy: [manager] });
  assert.deepEqual([came.added, came.protected], [1, 1]);
  const [person] = await newest();
  assert.ok(person);
  const posts = await world.rows<{ post_id: string; at: Temporal.Instant; made: Temporal.Instant }>(
    `select q.post_id, p.at, r.created_at as made from people.protections p join people.protection_posts q on q.protection_id = p.id
     join people.persons r on r.id = p.record_id where p.record_id = $1`,
    [person],
  );
  assert.ok(posts.some(({ post_id }) => post_id === manager));
  assert.ok(posts.length > 1, 'the scrutineer as well: what nobody outside may see can be buried');
  assert.ok(posts.every(({ at, made }) => at.equals(made)));

  const other = await bring(fileOf(`${NAMES}\n${row('P6002', 'N')}\n`));
  assert.deepEqual(
    [other.added, other.joined],
    [1, 0],
    'the same number, name and birth: not joined across the protection',
  );
  const said = {
    kind: 'child',
    name: 'Isla Fenwick',
    dateOfBirth: '2016-06-07',
    identifiers: { nhs },
  } as const;
  await world.raise({ mentions: [said] });
  await bring(fileOf(`${NAMES}\n${row('P6003', 'ADOPTED')}\n`));
  const [hiddenOne] = await newest();
  const links = await world.rows('select mention_id from people.links where record_id = any($1)', [
    [person, hiddenOne],
  ]);
  assert.equal(links.length, 0);
  assert.ok(!recordsIn(await proposed(said)).includes(person), 'the front door is not told of them');
  assert.ok(hiddenOne && !recordsIn(await proposed(said)).includes(hiddenOne));
});

const nothing = async () => ({ entries: [], events: [] });
const outside: SecondOutside = {
  line: async () => ({ isSubordinate: () => false }),
  raise: nothing,
  meet: nothing,
};

test('the same verified number, name and date of birth join by themselves, shown and undone; less is only proposed', async () => {
  const nhs = freshNhs();
  const said = { kind: 'child', name: 'Tamsin Holloway', dateOfBirth: '2015-09-08' } as const;
  const raised = await world.raise({ mentions: [{ ...said, identifiers: { nhs } }] });
  const twin = await world.raise({
    mentions: [{ ...said, name: 'Morwenna Holloway', identifiers: { nhs: freshNhs() } }],
  });
  const row = (no: string, name: string, number: string) =>
    `${no},${name},Holloway,,2015-09-08,,${number},,,,,,`;
  const came = await bring(
    fileOf(
      `${NAMES}\n${row('P7001', 'Tamsin', nhs)}\n${row('P7002', 'Morwenna', freshNhs())}\n${row('P7003', 'Tamsin', '')}\n`,
    ),
  );
  assert.deepEqual([came.added, came.linked, came.joined], [3, 1, 0]);
  const first = await byNumber('P7001');
  const links = await world.rows<{ concern_id: string; record_id: string }>(
    `select m.concern_id, l.record_id from people.links l join people.mentions m on m.id = l.mention_id
     where m.concern_id = any($1)`,
    [[raised.id, twin.id]],
  );
  assert.deepEqual(links, [{ concern_id: raised.id, record_id: first }], 'never the twin');

  nextSystem();
  const joined = await bring(fileOf(`${NAMES}\n${row('X1', 'Tamsin', nhs)}\n`));
  assert.deepEqual([joined.added, joined.joined], [1, 1], 'another system knew her under another number');
  const [merge] = await world.rows<{ id: string; kept_id: PersonId; proposed_by: string | null }>(
    `select id, kept_id, proposed_by from people.merges where state = 'confirmed' order by id desc limit 1`,
  );
  assert.ok(merge);
  assert.deepEqual([merge.kept_id, merge.proposed_by], [first, null]);
  const [reasoned] = await world.rows<{ n: number }>(
    `select count(*)::int as n from ledger.entries where act = 'people.merge-confirmed'`,
  );
  assert.equal(reasoned?.n, 1);

  const record = { kind: 'person', id: merge.kept_id } as const;
  const asked = await world.act('screener-1', askSecond(world.people.records, outside), {
    record,
    what: 'part',
    of: merge.id,
    reason: 'Two children of one name.',
  });
  assert.ok(asked.ok, 'a person has it taken apart like any other join');
  const { ask } = asked.value;
  const settled = { record, ask, what: 'part', decision: 'confirm', reason: '' } as const;
  const undone = await world.act('front-door-manager', settleSecond(world.people.records, outside), settled);
  assert.ok(undone.ok, 'and a second one agrees');
  const changed = row('X1', 'Tamsin', nhs).replace('Holloway,,', 'Holloway,Tam,');
  const after2 = await bring(fileOf(`${NAMES}\n${changed}\n`));
  assert.deepEqual([after2.changed, after2.joined], [1, 0], 'and it is not joined again');
});

test('somebody whose record was erased by law is not put back', async () => {
  const file = fileOf(`${NAMES}\nP9101,Elowen,Pascoe,,2013-01-01,,,,,,,,\n`);
  await bring(file);
  const [person] = await newest();
  await asOwner(
    `delete from ledger.body_keys where ref = (select ref from ledger.refs where kind = 'person' and id = $1)`,
    [person],
  );
  const again = await bring(fileOf(`${NAMES}\nP9101,Elowen,Pascoe,,2013-01-02,,,,,,,,\n`));
  assert.deepEqual([again.erased, again.added, again.changed], [1, 0, 0]);
});
