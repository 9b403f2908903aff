import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { readConfig } from '../../src/config.ts';
import { runHeed } from '../../src/main.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
const key = () => new Uint8Array(randomBytes(32));
const secrets = {
  pepper: key(),
  totpKey: key(),
  fileKey: key(),
  cookieKey: key(),
  ledgerKey: key(),
  ledgerSigningKey: key(),
};

before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

test('Heed starts as web and worker, says it is ready, and lets go of everything when closed', async () => {
  const heed = await runHeed({
    config: readConfig({ PORT: '0' }),
    urls: database.urls,
    secrets,
    roles: ['web', 'worker'],
    log: silentLog,
  });
  try {
    assert.match(heed.address ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
    const ready = await fetch(`${heed.address}/health/ready`);
    assert.deepEqual(await ready.json(), { status: 'ready' });
    const missing = await fetch(`${heed.address}/no-such-page`);
    assert.equal(missing.status, 404);
    assert.match(await missing.text(), /nothing at this address/);
  } finally {
    await heed.close();
  }
  await assert.rejects(fetch(`${heed.address}/health/live`));
  await heed.close();
});

test('Heed does not start on a database that is not there', async () => {
  const gone = new URL(database.urls.app);
  gone.pathname = '/no_such_database';
  const start = runHeed({
    config: readConfig({ PORT: '0' }),
    urls: { app: gone.toString() },
    secrets,
    roles: ['web'],
    log: silentLog,
  });
  await assert.rejects(start, /does not exist/);
});
