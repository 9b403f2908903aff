import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { composeEvents } from '../../src/compose/events.ts';
import { composeTellKeepers } from '../../src/compose/records.ts';
import { asId } from '../../src/kernel/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { openAccessServer } from '../builders/access-server.ts';
import { openSystem } from '../builders/agency-system.ts';
import { addFrontDoor } from '../builders/front-door-area.ts';
import { OPERATOR } from '../builders/small-area.ts';

const server = await openAccessServer();
after(() => server.close());
const area = await addFrontDoor(server, server.spine);
const school = await openSystem(server, area.school);

async function raise(key: string, name: string): Promise<string> {
  const mentions = [{ kind: 'child', name }];
  const concern = { reporter: { kind: 'teacher' }, worry: 'Away from school again.', danger: 'no', mentions };
  const answer = await school.post('/api/v1/concerns', key, concern);
  assert.equal(answer.statusCode, 201, answer.body);
  server.clock.move({ minutes: 1 });
  const { rows } = await server.pool.query('select id from concerns.concerns where reference = $1', [
    answer.json().reference,
  ]);
  return rows[0].id;
}

async function mentionOf(concern: string): Promise<string> {
  const { rows } = await server.pool.query('select id from people.mentions where concern_id = $1', [concern]);
  return rows[0].id;
}

async function earlierOf(concern: string): Promise<{ counted: number; shown: number }> {
  const { rows } = await server.pool.query(
    `select c.earlier as counted, (select max(earlier_warnings) from duties.duties d where d.about_id = c.id) as shown
     from concerns.concerns c where id = $1`,
    [concern],
  );
  return rows[0];
}

test('when somebody says that two children are one, the newer concern counts the older as a warning, wherever they link', async () => {
  const first = await raise('lay-again-1', 'Jay Fenwick-Oak');
  const second = await raise('lay-again-2', 'The girl from the red-brick school');
  assert.deepEqual(await earlierOf(second), { counted: 0, shown: 0 });
  const { people } = server.modules;
  // Linked from the older concern's page: it is the newer one's count that changes.
  const mention = asId<'mention'>(await mentionOf(first));
  const other = asId<'mention'>(await mentionOf(second));
  const done = await runCommand(server.spine, OPERATOR, (tx, ctx) =>
    people.linkMention(tx, ctx, { concern: asId(first), mention, to: { mention: other } }),
  );
  assert.ok(done.ok, done.ok ? '' : done.refusal.code);
  const handlers = composeEvents(
    server.spine,
    server.modules.concerns,
    { send: async () => undefined },
    async () => undefined,
    composeTellKeepers(server.modules.people),
  );
  const [react] = handlers['people.bundle-changed'] ?? [];
  for (let time = 0; time < 2; time += 1) await react?.({ concern: first }, 'job');
  assert.deepEqual(await earlierOf(first), { counted: 0, shown: 0 });
  assert.deepEqual(await earlierOf(second), { counted: 1, shown: 1 });
});
