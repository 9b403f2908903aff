/**
 * The pages of keeping: who comes to them, and what a wrong form gives back. What would be lost: somebody without the post
 * learns which records are held for an inquiry; or a reason, typed at the end of a long day, is gone at the first mistake.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type FilledServer, openFilledServer } from '../support/filled-server.ts';
import { actOn } from '../support/states/acting.ts';
import { keepingStates } from '../support/states/keeping-states.ts';

let server: FilledServer;
let concern = '';
let reference = '';
before(async () => {
  server = await openFilledServer(1);
  const { rows } = await server.foundations.pool.query<{ id: string; reference: string }>(
    'select id::text, reference from concerns.concerns',
  );
  concern = rows[0]?.id ?? '';
  reference = rows[0]?.reference ?? '';
});
after(() => server.close());

describe('the pages of keeping', () => {
  test('are for information governance and the scrutineer; others have no link to them, and find no such page', async () => {
    const acting = actOn(server);
    for (const post of ['screener-1', 'director', 'administrator', 'police-inspector']) {
      const visitor = acting.as(post);
      assert.ok(!(await visitor.open('/inbox')).body.includes('href="/keeping"'), post);
      assert.equal((await visitor.open('/keeping')).status, 403, post);
      for (const path of ['keeping', 'hold', 'erasure'])
        assert.equal((await visitor.open(`/concerns/${concern}/${path}`)).status, 404, `${post} ${path}`);
    }
    for (const post of ['information-governance', 'scrutineer']) {
      const visitor = acting.as(post);
      assert.ok((await visitor.open('/inbox')).body.includes('href="/keeping"'), post);
      for (const url of [
        '/keeping',
        '/keeping/holds',
        '/keeping/waiting',
        '/keeping/done',
        '/keeping?after=2020',
      ])
        assert.equal((await visitor.open(url)).status, 200, `${post} ${url}`);
      const page = await visitor.submitOn(await visitor.open('/keeping'), '/keeping', { reference });
      assert.match(page.body, /How this record is kept/);
      assert.ok(!page.body.includes('Jay'), 'nothing of what it says');
    }
  });

  test('give back what was typed with what is wrong, in every form there is', async () => {
    for (const state of keepingStates(actOn(server))) {
      const { visitor, page } = await state.make();
      const action = new URL(page.url, 'http://localhost').pathname;
      const answer = await visitor.submitOn(page, action, { reason: 'Too short.' });
      assert.equal(answer.status, 422, state.name);
      assert.ok(
        answer.body.includes('Too short.') && answer.body.includes('govuk-error-summary'),
        state.name,
      );
      // Whoever hears the page is told what is wrong with the field they are in.
      for (const [, id] of answer.body.matchAll(/<p id="([a-z]+-error)"/g))
        assert.match(answer.body, new RegExp(`aria-describedby="[^"]*${id}`), `${state.name} ${id}`);
    }
  });
});
