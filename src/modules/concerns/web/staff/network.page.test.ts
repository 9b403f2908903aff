import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asId } from '../../../../kernel/ids.ts';
import type { NetworkThing } from '../../queries/describe-network.query.ts';
import { renderNetwork } from './network.page.ts';

const SEEN = asId<'concern'>('019a0000-0000-7000-8000-000000000001');
const HIDDEN = asId<'concern'>('019a0000-0000-7000-8000-000000000002');
const at = Temporal.Instant.from('2026-11-16T10:00:00Z');
const FIGURES = { children: 3, homes: 3, things: 1, sources: 2, grade: 'clear' };
const NONE = { reviews: 0, connected: 0 };
const CAR: NetworkThing = {
  node: 'n1',
  kind: 'vehicle',
  thing: 'grey <ZZ12 HED>',
  children: 2,
  lines: [
    { concern: SEEN, reference: 'HD-7K2M-94', at, childNode: 'c1', child: 'Jay' },
    { concern: HIDDEN, reference: null, at, childNode: 'c2', child: null },
  ],
};

test('somebody who may not open a record sees that something is there, and whom to ask, and no more', () => {
  const page = renderNetwork(FIGURES, [CAR], NONE).toString();
  assert.match(page, /Jay/);
  assert.match(page, /href="\/concerns\/019a0000-0000-7000-8000-000000000001">HD-7K2M-94/);
  assert.match(page, /Named in a record that you may not open\. Ask the front door\./);
  assert.ok(!page.includes(HIDDEN), 'the record they may not open is addressed on the page');
  assert.match(page, /Not yours to open/);
});

test('how often it was right is said, and that nobody knows where nobody decided', () => {
  assert.match(
    renderNetwork(FIGURES, [CAR], { reviews: 4, connected: 3 }).toString(),
    /of 4 reviews .* 3 found/,
  );
  assert.match(renderNetwork(FIGURES, [CAR], NONE).toString(), /nobody knows how often it is right/);
});

test('what was said is never markup, and nobody is called guilty', () => {
  const page = renderNetwork(FIGURES, [CAR], NONE).toString();
  assert.ok(!page.includes('<ZZ12 HED>'));
  assert.match(page, /does not say that anybody named has done anything/);
});
