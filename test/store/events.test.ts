import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeEvents } from '../../src/compose/events.ts';
import { readSources } from '../support/source.ts';

test('every event that any command puts in the outbox has somebody who decided what follows from it', () => {
  const known = Object.keys(composeEvents({} as never, {} as never, {} as never));
  const named = readSources('src/modules/**/*.ts')
    .filter((file) => !file.path.endsWith('.test.ts'))
    .flatMap((file) =>
      [...file.code.matchAll(/\bname: '([a-z]+\.[a-z-]+)',?\s*data:/g)].map((found) => found[1]),
    );
  assert.ok(named.length >= 4, `saw only ${named.length} events`);
  assert.deepEqual(
    named.filter((name) => !known.includes(name ?? '')),
    [],
  );
});
