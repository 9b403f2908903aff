/** Who watches from outside must be able to rely on what they remember, and be told when it is damaged rather than begin anew. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { COMMANDS } from '../commands.ts';
import { runCommandLine } from '../run-command-line.ts';
import { readCanary, writeCanary } from './canary-state.ts';
import { openMirrorFolder } from './mirror-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-watching-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function heed(...args: readonly string[]) {
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  const code = await runCommandLine(COMMANDS, args, { env: {}, say, log: say });
  return { code, said: lines.join('\n') };
}

const EVENT = {
  seq: 1,
  kind: 'disclosures.log-opened',
  report: null,
  keyId: new Uint8Array(16).fill(1),
  day: '2026-11-23',
  previous: new Uint8Array(32),
  hash: new Uint8Array(32).fill(2),
};

test('a mirror makes its key once, prints what is to be granted, and keeps what it was given', async () => {
  const path = join(folder, 'mirror');
  const first = await heed('disclosures', 'mirror', 'https://heed.example.org', path);
  assert.equal(first.code, 1);
  const key = /^ {2}([\w-]{43})$/m.exec(first.said)?.[1];
  assert.ok(key);
  assert.equal(statSync(join(path, 'mirror-key')).mode & 0o777, 0o600);
  const again = await heed('disclosures', 'mirror', 'https://heed.example.org', path);
  assert.ok(again.said.includes(key));
  const wrong = await heed('disclosures', 'mirror', 'https://heed.example.org', path, '--grant', 'x.y');
  assert.deepEqual([wrong.code, /is no grant/.test(wrong.said)], [1, true]);
  openMirrorFolder(path).addEvents([EVENT]);
  assert.deepEqual(openMirrorFolder(path).events, [EVENT]);
});

test('a copy whose last line was cut short, or that was altered, is not taken for a shorter one', () => {
  const path = join(folder, 'damaged');
  openMirrorFolder(path).addEvents([EVENT]);
  const events = join(path, 'events');
  const whole = readFileSync(events, 'utf8');
  appendFileSync(events, whole.slice(0, 40));
  assert.throws(() => openMirrorFolder(path), /was cut short/);
  writeFileSync(events, whole.replace('2026', '202x'));
  assert.throws(() => openMirrorFolder(path), /Line 1 .* is damaged/);
  writeFileSync(events, whole);
  writeFileSync(join(path, 'service.json'), '{"heads": 1}');
  assert.throws(() => openMirrorFolder(path), /service\.json is damaged/);
});

test('an address that others can listen in on is refused, and so is a pin that is none', async () => {
  const plain = await heed('disclosures', 'mirror', 'http://heed.example.org', join(folder, 'none'));
  assert.deepEqual([plain.code, /give it as https/.test(plain.said)], [1, true]);
  const pin = join(folder, 'pin');
  writeFileSync(pin, '{}');
  const none = await heed(
    ...['disclosures', 'canary', 'https://heed.example.org'],
    ...['--pin', pin, '--state', join(folder, 'state')],
  );
  assert.deepEqual([none.code, /is no pin/.test(none.said)], [1, true]);
});

test('a canary keeps its receipts to itself, and says so when they were damaged', () => {
  const path = join(folder, 'canary');
  const bytes = (fill: number) => new Uint8Array(32).fill(fill);
  const one = {
    secret: bytes(1).slice(0, 10),
    bound: bytes(2),
    first: bytes(3),
    day: '2026-11-23',
    arrived: true,
  };
  const state = { statementKey: 'k', roster: { version: 1, hash: 'h' }, tests: [one] };
  writeCanary(path, state);
  assert.deepEqual(readCanary(path), state);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, 50));
  assert.throws(() => readCanary(path), /not what a canary remembers/);
});
