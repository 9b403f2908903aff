/**
 * A passkey opens the same keys as the passphrase, and gives the server nothing that opens them. Source: 70-disclosures.md 9.3. With the
 * browser's own software authenticator, which has the `prf` extension.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { checkAccessible, PHONE, startBrowser } from '../support/browser.ts';
import { discloseTo, signInAs } from '../support/recipient-area.ts';
import { openSealedArea } from '../support/sealed-area.ts';

const area = await openSealedArea({ signIn: ['advocate'] });
const browser = await startBrowser();
after(async () => {
  await browser.close();
  await area.close();
});

test('is added by whoever is signed in, opens what was disclosed, and is taken away again', async () => {
  const advocate = area.recipient('advocate');
  await discloseTo(area, [[{ keyId: advocate.opener.keyId, seal: advocate.opener.open }, 'recipient']], [{}]);
  // A passkey is good for a host by name.
  const baseURL = area.heed.url.replace('127.0.0.1', 'localhost');
  const { page, complaints, close } = await browser.openPage({ javaScript: true, width: PHONE, baseURL });
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, hasPrf: true, automaticPresenceSimulation: true },
    },
  });
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await signInAs(page, advocate.handle, advocate.passphrase);
  await page.getByText('Your passkeys').click();
  await page.getByText('You have none.').waitFor();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('Made on').waitFor();
  await checkAccessible(page);
  await page.getByRole('button', { name: 'Lock and sign out' }).click();
  await page.getByText('You locked this page.').waitFor();
  await page.getByRole('button', { name: 'Use a passkey instead' }).click();
  await page.getByRole('button', { name: 'Wrenfold Council, Assessment team North' }).click();
  await page.getByRole('button', { name: 'I have no part in it' }).click();
  await page.getByText('Four concerns were closed unread.').waitFor();
  assert.ok(
    sent.some((body) => body.includes('"answer"')),
    'the proof was sent',
  );
  assert.ok(!sent.some((body) => /"prf"|"results"/.test(body)), 'the secret was not');
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await page.getByText('Your passkeys').click();
  await page.getByRole('button', { name: 'Take away' }).click();
  await page.getByText('You have none.').waitFor();
  await page.getByRole('button', { name: 'Lock and sign out' }).click();
  await page.getByRole('button', { name: 'Use a passkey instead' }).click();
  await page.getByText('This passkey is not known here').waitFor();
  assert.deepEqual(complaints, []);
  await close();
});
