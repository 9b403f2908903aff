/** A backup alone opens no disclosure, and one that was removed can be read from no older backup again (10.24). */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { zstdDecompressSync } from 'node:zlib';
import { encodeReport, showId } from '../../src/modules/disclosures/domain/sealed-report.ts';
import { takeReport } from '../../src/modules/disclosures/index.ts';
import { restoreBackup } from '../../src/platform/backup/restore-backup.ts';
import { writeBackup } from '../../src/platform/backup/write-backup.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { openWatchedSite } from '../support/sealed-watch.ts';
import { makeSealedWorld } from '../support/sealed-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-disclosure-backup-'));
const site = await openWatchedSite();
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

async function disclose() {
  const world = await makeSealedWorld();
  const report = await world.seal();
  const taken = await site.run((tx, ctx) =>
    takeReport(site.ports)(tx, ctx, { bytes: encodeReport(report), sealedBy: 'browser' }),
  );
  assert.ok(taken.ok);
  return showId(report.report);
}

const at = (name: string) => ({ file: join(folder, name), keysFile: join(folder, `${name}.keys`) });
const back = (name: string, now: string) =>
  writeBackup({
    ...at(name),
    ownerUrl: site.database.urls.owner,
    now: Temporal.Instant.from(now),
    heed: '0.1.0',
    secrets: {},
  });

/** Whether the discloser's own copies of the keys come out from under the layer, in what was restored. */
async function opens(url: string, id: string): Promise<boolean> {
  const pool = openPool({ url, name: 'heed tests', max: 1 });
  try {
    const read = openDb(pool)
      .transaction()
      .execute((tx) => site.ports.store.readReporterKeys(tx, id));
    return await read.then(
      (keys) => keys.length > 0,
      () => false,
    );
  } finally {
    await pool.end();
  }
}

const everything = (file: string) => {
  const bytes = readFileSync(file);
  return zstdDecompressSync(bytes.subarray(bytes.indexOf(10) + 1));
};

test('keys of disclosures are in the file of keys alone, and the newest one opens nothing that was removed', async () => {
  const [kept, gone] = [await disclose(), await disclose()];
  await back('older', '2026-11-02T12:00:00Z');
  const wrapped = await site.rows('select wrapped from disclosure.erasure_keys');
  assert.equal(wrapped.length, 2);
  for (const { wrapped: key } of wrapped) {
    assert.ok(everything(at('older').keysFile).includes((key as Buffer).toString('hex')));
    assert.ok(!everything(at('older').file).includes((key as Buffer).toString('hex')));
  }

  await site.asOwner(`update disclosure.reports set expires = '2026-11-02' where id = '${gone}'`);
  site.moveTo('2026-11-03T10:00');
  await site.watch.runOnce();
  await back('newer', '2026-11-03T12:00:00Z');

  const fresh = await freshDatabase();
  await restoreBackup({
    file: at('older').file,
    keysFile: at('newer').keysFile,
    ownerUrl: fresh.url,
    now: Temporal.Instant.from('2026-11-03T13:00:00Z'),
    putSecrets: () => undefined,
    log: () => undefined,
  });
  assert.equal(await opens(fresh.url, kept), true);
  assert.equal(await opens(fresh.url, gone), false);
  await fresh.drop();
});
