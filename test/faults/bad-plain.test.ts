/** Bad input to the forms of a disclosure without JavaScript, which the other fuzzing does not meet: its server has no sealed channel. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { TEXT_FIELDS } from '../../src/modules/disclosures/web/public/plain-tell.page.ts';
import { badText, brokenBodies } from '../support/bad-input.ts';
import { hiddenFields } from '../support/form-client.ts';
import { openSealedArea } from '../support/sealed-area.ts';

const area = await openSealedArea();
after(() => area.close());

const GOOD = { employer: 'council', category: 'other', danger: 'no', seen: 'Something.' };

async function post(path: string, body: string, type = 'application/x-www-form-urlencoded') {
  return fetch(`${area.heed.url}${path}`, { method: 'POST', body, headers: { 'content-type': type } });
}

async function assertClear(path: string, fields: readonly (readonly [string, string])[]): Promise<void> {
  const answer = await post(
    path,
    new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(),
  );
  const page = await answer.text();
  assert.ok(answer.status < 500, `${answer.status} ${JSON.stringify(fields).slice(0, 500)}`);
  assert.match(page, /<\/html>\s*$/);
}

const name = fc.constantFrom(...TEXT_FIELDS, 'keep-from', 'key', 'roster', 'go', '__proto__', 'toString');
const go = fc.constantFrom('check', 'send', 'change', '');
const fields = fc.array(fc.tuple(name, badText), { maxLength: 12 });

test('whatever is in its fields, the form answers clearly', async () => {
  const check = await (
    await post('/tell/plain', new URLSearchParams({ ...GOOD, go: 'check' }).toString())
  ).text();
  const ready = Object.entries(hiddenFields(check, '/tell/plain'));
  await fc.assert(
    fc.asyncProperty(fields, go, fc.constantFrom([], Object.entries(GOOD), ready), (bad, press, first) =>
      assertClear('/tell/plain', [...first, ['go', press], ...bad]),
    ),
    { numRuns: 150 },
  );
  for (const { type, body } of brokenBodies)
    assert.ok((await post('/tell/plain', body, type)).status < 500, body);
});

test('so does the thread, for whoever writes to it', async () => {
  const check = await (
    await post('/tell/plain', new URLSearchParams({ ...GOOD, go: 'check' }).toString())
  ).text();
  const ready = { ...hiddenFields(check, '/tell/plain'), go: 'send' };
  const sent = await (await post('/tell/plain', new URLSearchParams(ready).toString())).text();
  const receipt = [...sent.matchAll(/heed-receipt__word">(\w+)</g)].map(([, word]) => word).join(' ');
  const others = fc.array(fc.tuple(fc.constantFrom('message', 'act', 'key', 'more', 'from'), badText), {
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(others, (bad) => assertClear('/return/message', [['receipt', receipt], ...bad])),
    { numRuns: 50 },
  );
});
