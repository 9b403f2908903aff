/** The partner API on real parts, from the token to the answer. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openAccessServer } from '../builders/access-server.ts';
import { openSystem } from '../builders/agency-system.ts';
import { addFrontDoor } from '../builders/front-door-area.ts';

const server = await openAccessServer();
after(() => server.close());
const area = await addFrontDoor(server, server.spine);
const school = await openSystem(server, area.school);
const council = await openSystem(server, area.council);

const CONCERN = {
  reporter: { kind: 'teacher', name: 'A Teacher', role: 'Head of year' },
  worry: 'Missing overnight, twice this month. Collected by an older adult in a grey car.',
  danger: 'no',
  indicators: ['missing-overnight', 'older-adult-with-car'],
  mentions: [
    { kind: 'child', name: 'Jay', age: 'about 14', identifiers: { upn: 'X123456789012' } },
    { kind: 'vehicle', registration: 'AB12 CDE', colour: 'grey' },
  ],
};

async function count(table: string): Promise<number> {
  const { rows } = await server.pool.query(`select count(*)::int n from ${table}`);
  return rows[0].n;
}

describe('an agency’s system', () => {
  test('raises a concern: it is kept, owned with a clock, and receipted', async () => {
    const answer = await school.post('/api/v1/concerns', 'school-0001', CONCERN);
    assert.equal(answer.statusCode, 201, answer.body);
    const { reference, receipt, receivedAt, openedBy, answeredBy } = answer.json();
    assert.match(reference, /^HD-/);
    assert.equal(receipt.words.length, 8);
    assert.ok(Temporal.Instant.compare(receivedAt, openedBy) < 0);
    assert.ok(Temporal.Instant.compare(openedBy, answeredBy) < 0);
    assert.equal(await count('concerns.concerns'), 1);
    assert.ok((await count('duties.duties')) >= 2);
    const again = await school.post('/api/v1/concerns', 'school-0001', CONCERN);
    assert.equal(again.body, answer.body);
    assert.equal(await count('concerns.concerns'), 1);
  });

  test('sees how its own stands, without colour, name or first words; adds to it; not-safe is taken', async () => {
    const raised = await school.post('/api/v1/concerns', 'school-0002', CONCERN);
    const url = `/api/v1/concerns/${raised.json().reference}`;
    const added = await school.post(`${url}/messages`, 'message-0001', { words: 'Away again last night.' });
    assert.equal(added.statusCode, 201, added.body);
    const unsafe = { words: 'Left with the grey car just now.', kind: 'not-safe' };
    assert.equal((await school.post(`${url}/messages`, 'message-0002', unsafe)).statusCode, 201);
    const status = await school.get(url);
    assert.equal(status.statusCode, 200);
    const { standing, readAt, messages } = status.json();
    assert.deepEqual([standing, readAt], ['received', null]);
    assert.deepEqual(
      messages.map((message: { kind: string }) => message.kind),
      ['message', 'not-safe'],
    );
    assert.doesNotMatch(status.body, /Jay|amber|green|"red"|twice this month/);
    const challenge = { words: 'This does not answer us.', kind: 'challenge' };
    const early = await school.post(`${url}/messages`, 'message-0003', challenge);
    assert.deepEqual([early.statusCode, early.json().code], [409, 'concerns.nothing-to-challenge']);
  });

  test('sees and touches nothing of another agency’s, and can’t tell that it is there', async () => {
    const raised = await school.post('/api/v1/concerns', 'school-0003', CONCERN);
    const url = `/api/v1/concerns/${raised.json().reference}`;
    const theirs = await council.get(url);
    const nothing = await council.get('/api/v1/concerns/HD-2222-22');
    assert.deepEqual([theirs.statusCode, nothing.statusCode], [404, 404]);
    assert.equal(theirs.body, nothing.body);
    assert.equal((await council.post(`${url}/messages`, 'message-0004', { words: 'Hello' })).statusCode, 404);
  });

  test('sends files with a concern: its own, once, and each told by its bytes', async () => {
    const handed = await school.handIn(
      { name: '../notes.exe', content: '%PDF-1.7 what the school wrote down' },
      { name: 'photo.jpg', content: 'MZ\u0090\0\u0003\0' },
    );
    assert.equal(handed.statusCode, 201, handed.body);
    const { files, refused } = handed.json();
    assert.deepEqual([files[0].name, files[0].mediaType], ['notes.pdf', 'application/pdf']);
    assert.equal(refused[0].code, 'files.unknown-kind');
    const attachments = [files[0].id];
    const theirs = await council.post('/api/v1/concerns', 'council-0001', { ...CONCERN, attachments });
    assert.deepEqual([theirs.statusCode, theirs.json().code], [422, 'concerns.unknown-attachment']);
    const sent = await school.post('/api/v1/concerns', 'school-0005', { ...CONCERN, attachments });
    assert.equal(sent.statusCode, 201, sent.body);
    const twice = await school.post('/api/v1/concerns', 'school-0006', { ...CONCERN, attachments });
    assert.equal(twice.statusCode, 422);
    assert.equal((await school.post('/api/v1/attachments', 'x', {})).statusCode, 415);
  });

  test('does only what its scopes let it', async () => {
    const reader = await openSystem(server, area.school, ['concerns:read']);
    const answer = await reader.post('/api/v1/concerns', 'school-0004', CONCERN);
    assert.deepEqual([answer.statusCode, answer.json().code], [403, 'http.not-allowed']);
  });
});
