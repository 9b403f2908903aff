/** Passkeys that unwrap the same keys: added by whoever is signed in, and taken away. */
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import { unlockByPasskey, wrapOwnKeys } from '../../src/modules/disclosures/sealing/own-keys.ts';
import { post, read } from './ask-server.ts';
import { announcer, button, el, heading, paragraph, sayDay } from './dom.ts';
import type { Own } from './page.ts';
import { prfOf, prfSalt, withPrf } from './sign-in.ts';

type Registration = Parameters<typeof startRegistration>[0]['optionsJSON'];
type Authentication = Parameters<typeof startAuthentication>[0]['optionsJSON'];

/** Some passkeys give their secret when they are made; others only when they are used. */
async function secretOf(results: unknown, credential: string): Promise<Uint8Array | null> {
  const now = prfOf(results);
  if (now) return now;
  const { options } = await post<{ options: Authentication }>('/recipients/api/passkey/begin');
  const allowCredentials = [{ id: credential, type: 'public-key' as const }];
  const used = await startAuthentication({ optionsJSON: await withPrf({ ...options, allowCredentials }) });
  return prfOf(used.clientExtensionResults);
}

async function addPasskey(own: Own): Promise<void> {
  const begun = await post<{ options: Registration; ticket: string }>('/recipients/api/passkeys/begin');
  const made = await startRegistration({ optionsJSON: await withPrf(begun.options) });
  const secret = await secretOf(made.clientExtensionResults, made.id);
  if (!secret)
    throw new Error(
      'This passkey can’t unlock keys (it has no PRF). Nothing was kept: you can delete it from your device.',
    );
  const { keyId } = own.opener;
  const unlocking = await unlockByPasskey(secret);
  const wrapped = await wrapOwnKeys(unlocking, keyId, { seal: own.opener.secret, sign: own.sign });
  await post('/recipients/api/passkeys', {
    ticket: begun.ticket,
    answer: { ...made, clientExtensionResults: {} },
    prfSalt: toBase64url(await prfSalt()),
    wrapped: toBase64url(wrapped),
  });
}

/** The passkeys there are, and how to have another. */
export function passkeysView(own: Own): HTMLElement {
  const alert = announcer();
  const place = el('div', '');
  const attempt = async (how: () => Promise<unknown>) => {
    alert.say('');
    try {
      await how();
      await draw();
    } catch (error) {
      alert.say(error instanceof Error ? error.message : String(error));
    }
  };
  async function draw(): Promise<void> {
    const { passkeys } = await read<{
      readonly passkeys: readonly { readonly id: string; readonly made: string }[];
    }>('/recipients/api/passkeys');
    const rows = passkeys.map(({ id, made }) =>
      el(
        'li',
        'heed-actions',
        el('span', 'govuk-body', `Made on ${sayDay(made)}`),
        button(
          'Take away',
          () => attempt(() => post('/recipients/api/passkeys/remove', { id })),
          'secondary',
        ),
      ),
    );
    place.replaceChildren(rows.length === 0 ? paragraph('You have none.') : el('ul', 'govuk-list', ...rows));
  }
  const add =
    'PublicKeyCredential' in window &&
    button('Add a passkey', () => attempt(() => addPasskey(own)), 'secondary');
  const box = el(
    'details',
    'govuk-details',
    el('summary', 'govuk-details__summary', el('span', 'govuk-details__summary-text', 'Your passkeys')),
    el(
      'div',
      'govuk-details__text',
      heading('h3', 'Signing in without the passphrase'),
      paragraph(
        'A passkey on your device or a security key opens your keys too. Keep the passphrase: a device can be lost.',
      ),
      alert.box,
      place,
      add,
    ),
  );
  box.addEventListener('toggle', () => {
    if (box.open && place.childElementCount === 0) void attempt(async () => undefined);
  });
  return box;
}
