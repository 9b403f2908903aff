/**
 * Years later: an inspector printed who knew what, and took the ledger away. Somebody with neither the service nor a line of its
 * source reads one entry that the print cites out of the files, with the keys in them, and finds what the print said. What would
 * be lost: "every line can be checked" would be a promise of the page about itself. Source: 40-ledger.md (Who knew what, when).
 */
import assert from 'node:assert/strict';
import { createDecipheriv, createHmac } from 'node:crypto';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { formatVerifierKey, openLogKey } from '../../src/modules/ledger/index.ts';
import { SECRET_FILES, type SecretName } from '../../src/platform/secrets.ts';
import { makeSecrets } from '../support/heed.ts';
import { runHeedCommand, THIS_HEED } from '../support/heed-process.ts';
import { type KnownStory, playKnownStory, SECRETS } from '../support/known-story.ts';
import { citesIn, rowWith, type SeenPage, seeWhoKnew } from '../support/read-who-knew.ts';

/** As the story signs it. */
const ORIGIN = 'log.example.org/ledger';

interface FoundEntry {
  readonly id: string;
  readonly act: string;
  readonly at: string;
  readonly by: string;
  readonly post: string | null;
  readonly about: readonly string[];
  readonly body: string;
}

describe('a line of who knew what, from the export alone', () => {
  let story: KnownStory;
  let folder: string;
  let taken: string;
  let page: SeenPage;

  before(async () => {
    story = await playKnownStory();
    await story.number();
    folder = mkdtempSync(join(tmpdir(), 'heed-from-export-'));
    taken = join(folder, 'taken');
    const kept = join(folder, 'data/secrets');
    mkdirSync(kept, { recursive: true, mode: 0o700 });
    const secrets = makeSecrets();
    for (const [name, file] of Object.entries(SECRET_FILES))
      writeFileSync(join(kept, file), Buffer.from(secrets[name as SecretName]).toString('base64url'), {
        mode: 0o600,
      });
    page = await seeWhoKnew(story, 'inspector', `concern/${story.concern}`);
    assert.equal(page.status, 200);
    const [inspector] = await story.rows<{ email: string }>(
      'select email from access.accounts where id = $1',
      [story.area.posts.get('inspector')?.account],
    );
    const exported = await run(
      ['export', taken, '--with-bodies', '--with-names', '--for', inspector?.email ?? ''],
      {
        HEED_DATABASE_URL: story.server.database.urls.app,
        HEED_DATA_DIR: join(folder, 'data'),
        HEED_LEDGER_ORIGIN: ORIGIN,
      },
    );
    assert.equal(exported.code, 0, exported.output);
    assert.match(exported.output, /not yet witnessed by another organisation/);
  });
  after(async () => {
    await story?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  async function run(args: readonly string[], settings: Readonly<Record<string, string>>) {
    const made = runHeedCommand(THIS_HEED, ['ledger', ...args], settings);
    return { code: await made.ended, output: made.output() };
  }

  /** Entry `index`, by hand: 256 to a file, each after its length in two bytes. */
  function readEntry(index: number): FoundEntry {
    const number = String(Math.floor(index / 256)).padStart(3, '0');
    const [path] = globSync([`tile/entries/${number}`, `tile/entries/${number}.p/*`], { cwd: taken }).filter(
      (found) => !found.endsWith('.p'),
    );
    assert.ok(path, `no file has entry ${index}`);
    const bundle = readFileSync(join(taken, path));
    let at = 0;
    for (let skipped = 0; skipped < index % 256; skipped += 1) at += 2 + bundle.readUInt16BE(at);
    return JSON.parse(bundle.toString('utf8', at + 2, at + 2 + bundle.readUInt16BE(at)));
  }

  /** What was said with it, opened with the key beside it, and held against what the log committed to. */
  function readWords(index: number, entry: FoundEntry): string {
    const line = readFileSync(join(taken, 'bodies-0.jsonl'), 'utf8').split('\n')[index] ?? '';
    const { id, bodyKey, commitmentKey, sealed } = JSON.parse(line);
    assert.equal(id, entry.id);
    const bytes = Buffer.from(sealed, 'base64');
    const open = createDecipheriv('aes-256-gcm', Buffer.from(bodyKey, 'hex'), bytes.subarray(0, 12));
    open.setAAD(Buffer.from(id));
    open.setAuthTag(bytes.subarray(-16));
    const words = Buffer.concat([open.update(bytes.subarray(12, -16)), open.final()]);
    const commitment = createHmac('sha256', Buffer.from(commitmentKey, 'hex')).update(words).digest('hex');
    assert.equal(entry.body, `hmac-sha256:${commitment}`);
    return words.toString('utf8');
  }

  test('is in a log that verifies with no service, and says who decided, when, and why', async () => {
    // As it was told beforehand, by another way than the folder.
    const key = formatVerifierKey(openLogKey(ORIGIN, makeSecrets().ledgerSigningKey).verifier);
    const nowhere = { HEED_DATABASE_URL: 'postgres://nobody@nowhere.invalid/none' };
    const sound = await run(['verify', taken, '--key', key], nowhere);
    assert.equal(sound.code, 0, sound.output);

    const row = rowWith(page, /^Decided:/);
    const cite = citesIn(row.first).find(({ act }) => act === 'concerns.concern-decided');
    assert.ok(cite, row.first);
    const entry = readEntry(cite.index);
    assert.equal(entry.act, cite.act);
    assert.equal(
      Temporal.Instant.from(entry.at).round('minute').epochMilliseconds,
      story.at.decided.round('minute').epochMilliseconds,
    );
    assert.ok(
      entry.about.some((pseudonym) => page.text.includes(pseudonym)),
      'the page says by which pseudonym the log calls the record',
    );
    assert.ok(row.first.includes(SECRETS.reason));
    assert.ok(readWords(cite.index, entry).includes(SECRETS.reason));
    const names = readFileSync(join(taken, 'names.jsonl'), 'utf8').trim().split('\n');
    const nameOf = (ref: string | null) =>
      names.map((line) => JSON.parse(line)).find((one) => one.ref === ref)?.name;
    assert.equal(nameOf(entry.by), story.personName);
    assert.equal(nameOf(entry.post), story.ownerName);
  });

  test('is every line: whatever the page cites is in the export, in that place, as that act', () => {
    const cites = citesIn(page.text);
    assert.ok(cites.length > 10, `only ${cites.length} are cited`);
    for (const { index, act } of cites) assert.equal(readEntry(index).act, act, `entry ${index}`);
  });
});
