import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { judgeAlerts, type RaisedAlert } from '../../../bench/support/judge-alerts.ts';
import type { PlantedRing } from '../../../demo/networks/stream.ts';
import { COMMANDS } from '../commands.ts';
import { runCommandLine } from '../run-command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-networks-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

async function heed(...args: readonly string[]) {
  const said: string[] = [];
  const speak = (line: string) => said.push(line);
  const code = await runCommandLine(COMMANDS, args, { env: {}, say: speak, log: speak });
  return { code, said: said.join('\n') };
}

const readLines = <T>(path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

test('the networks planted in an invented world are shown early, with few false alerts', async () => {
  const plant = ['--concerns', '6000', '--rings', '12', '--seed', '41', '--world', 'varied'];
  const files = ['--out', at('concerns.jsonl'), '--truth', at('truth.jsonl')];
  assert.equal((await heed('demo', 'concerns', ...plant, ...files)).code, 0);
  const done = await heed(
    'networks',
    'detect',
    '--concerns',
    at('concerns.jsonl'),
    '--out',
    at('alerts.jsonl'),
  );
  assert.equal(done.code, 0, done.said);
  assert.match(done.said, /6000 concerns read/);
  const position = (concern: string) => Number(concern.slice(1)) - 1;
  const alerts = readLines<RaisedAlert & { readonly concern: string; readonly why: string }>(
    at('alerts.jsonl'),
  );
  const judged = judgeAlerts(
    alerts.map((alert) => ({ ...alert, at: position(alert.concern) })),
    readLines<PlantedRing>(at('truth.jsonl')),
    position,
    6_000,
  );
  assert.ok(judged.recall >= 0.85, `only ${judged.recall} of the planted networks were shown`);
  assert.ok(judged.falsePerThousand <= 0.25, `${judged.falsePerThousand} false alerts for each 1,000`);
  assert.ok(judged.earliness <= 0.5, `shown after ${judged.earliness} of their concerns`);
  for (const { why } of alerts) assert.doesNotMatch(why, /guilty|suspect|offender|perpetrator/i);
});

test('a line that cannot be read is named by its number, and nothing is half written', async () => {
  const [first = ''] = readFileSync(at('concerns.jsonl'), 'utf8').split('\n');
  writeFileSync(at('broken.jsonl'), `\uFEFF${first}\n\n${first}\n{"id":"k9","at":`);
  writeFileSync(at('kept.jsonl'), 'an earlier file\n');
  const done = await heed('networks', 'detect', '--concerns', at('broken.jsonl'), '--out', at('kept.jsonl'));
  assert.equal(done.code, 1);
  assert.match(done.said, /broken\.jsonl, line 4: it is not JSON\. Nothing was written\./);
  assert.equal(readFileSync(at('kept.jsonl'), 'utf8'), 'an earlier file\n');
  assert.ok(!readdirSync(folder).some((name) => name.endsWith('.partial')), 'half a file was left');
});

test('a file that is not there, or cannot be written, is said', async () => {
  const none = await heed('networks', 'detect', '--concerns', at('none.jsonl'), '--out', at('alerts.jsonl'));
  assert.deepEqual([none.code, /is not a file/.test(none.said)], [1, true], none.said);
  const out = join(folder, 'no', 'such', 'folder.jsonl');
  const nowhere = await heed('networks', 'detect', '--concerns', at('concerns.jsonl'), '--out', out);
  assert.deepEqual([nowhere.code, /could not be written/.test(nowhere.said)], [1, true], nowhere.said);
  assert.ok(!existsSync(out));
});
