/** A child’s way through the public form, page by page, for tests that are about one page of it. */
import assert from 'node:assert/strict';
import type { FormClient } from './form-client.ts';

/** What the child writes. */
export const WORRY = 'There is a car outside “school” every day. <b>It & he</b>';

/** From the first page, or wherever one is, to `stop`. Fails when a page does not let go. */
export async function tellUpTo(client: FormClient, stop: string): Promise<void> {
  await client.open('/young');
  await client.submit({ who: 'me-under-18' }, '/tell/who');
  const answers: Readonly<Record<string, Record<string, string>>> = {
    '/tell/worry': { worry: WORRY },
    '/tell/danger': { danger: 'no' },
    '/tell/worker': { worker: 'no' },
    '/tell/family': { parents: 'not-sure' },
    '/tell/you': { name: 'Jay' },
    '/tell/talk': { talk: 'woman' },
    '/tell/reach': { phone: '' },
  };
  while (client.last.path !== stop) {
    const path = client.last.path;
    if (path === '/tell/files') await client.attach('', Buffer.alloc(0), 'on');
    else {
      assert.ok(answers[path], `nothing to say on ${path}`);
      await client.submit(answers[path] ?? {});
    }
    assert.notEqual(client.last.path, path, `stuck on ${path}`);
  }
}
