import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unlockByPassphrase, unwrapOwnKeys } from '../../src/modules/disclosures/sealing/own-keys.ts';
import { deriveSignIn, makeChannelKeys } from './channel-keys.ts';

test('whoever types a passphrase of the demo’s in a browser has the keys that the demo wrapped', async () => {
  const [lado] = (await makeChannelKeys()).recipients;
  assert.ok(lado);
  const made = await deriveSignIn({ passphrase: 'demo grey  heron on one leg ' }, lado);
  const unlocking = await unlockByPassphrase('demo grey heron on one leg', made.salt);
  assert.deepEqual(unlocking.auth, made.auth);
  assert.deepEqual(await unwrapOwnKeys(unlocking, lado.open.keyId, made.wrapped), lado.secrets);
});
