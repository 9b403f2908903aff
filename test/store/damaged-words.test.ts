/** Words of earlier concerns that no longer open: nobody new is kept out by them, and no other fault passes for damage. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import type { ConcernId } from '../../src/kernel/ids.ts';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import { createPeople, type People } from '../../src/modules/people/index.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { OPERATOR, openSmallArea } from '../builders/small-area.ts';

const world = await openSmallArea();
after(() => world.close());
const { vault } = world;
const matchKey = randomBytes(32);
const people = createPeople({ vault, matchKey });

/** A concern that names this child, kept by `by`. */
async function raise(
  child: Omit<MentionAsGiven & { kind: 'child' }, 'kind'>,
  by: People = people,
): Promise<ConcernId> {
  const concern = machineIds.next<'concern'>();
  const ids = [machineIds.next<'mention'>()];
  const kept = await runCommand(world.spine, OPERATOR, async (tx, ctx) => {
    await by.saveMentions(tx, ctx, { concern, at: ctx.now, mentions: [{ kind: 'child', ...child }], ids });
    const entry = { act: 'test.raised', subject: { kind: 'concern', id: concern }, body: {} } as const;
    return { ok: true, value: null, entries: [entry], events: [] };
  });
  assert.ok(kept.ok);
  return concern;
}

test('words that were damaged keep no new concern about the same child out', async () => {
  const who = { name: 'Damaris Oakenhurst', dateOfBirth: '2009-12-31' };
  const damaging = createPeople({ vault: { ...vault, sealJson: async () => new Uint8Array(40) }, matchKey });
  const earlier = await raise(who, damaging);
  const later = await raise(who);
  const related = await world.read((tx) => people.listRelated(tx, later));
  const strengths = related.flatMap(({ concern, via }) => via.map(({ strength }) => [concern, strength]));
  assert.deepEqual(strengths, [[earlier, 'possible']]);
});

test('a fault that is no damage is heard, and is never taken for "nothing is known of them"', async () => {
  const who = { name: 'Leocadia Thornhaugh', dateOfBirth: '2009-11-30' };
  await raise(who);
  const concern = await raise(who);
  const openJson = () => Promise.reject(new Error('no key is answered'));
  const lost = createPeople({ vault: { ...vault, openJson }, matchKey });
  const asked = world.read((tx) => lost.listRelated(tx, concern));
  await assert.rejects(asked, /no key is answered/);
});
