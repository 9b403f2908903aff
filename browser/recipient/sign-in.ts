/** Unlocking: the passphrase or the passkey gives what the server is shown and, apart from it, what the keys are unwrapped with. */
import { startAuthentication } from '@simplewebauthn/browser';
import { utf8 } from '../../src/kernel/bytes.ts';
import { readBase64url, toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import { keyIdOf } from '../../src/modules/disclosures/domain/roster-hash.ts';
import {
  type Unlocking,
  unlockByPasskey,
  unlockByPassphrase,
  unwrapOwnKeys,
} from '../../src/modules/disclosures/sealing/own-keys.ts';
import { publicKeyOf, signParts } from '../../src/modules/disclosures/sealing/signature.ts';
import { sha256 } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import { post } from './ask-server.ts';
import { announcer, button, el, field, heading, inset, paragraph } from './dom.ts';
import type { Own } from './page.ts';

interface Wrapped {
  readonly keyId: string;
  readonly seal: string;
  readonly wrapped: string;
  readonly challenge: string;
}

export type SignedIn = { readonly own: Omit<Own, 'people' | 'bodies'>; readonly csrf: string };

/** Bytes that the server sent. */
export function bytesOf(text: string): Uint8Array {
  const bytes = readBase64url(text);
  if (!bytes) throw new Error('Heed sent something that this page can’t read.');
  return bytes;
}

/** What a passkey's secret is asked for with. One salt for all: the secret is each passkey's own. */
export const prfSalt = () => sha256(utf8('heed recipient prf 1'));

/** The passkey's secret in what the browser gave back, if the passkey has one. */
export function prfOf(results: unknown): Uint8Array | null {
  const prf = typeof results === 'object' && results !== null ? Reflect.get(results, 'prf') : null;
  const first: unknown = prf?.results?.first;
  if (first instanceof ArrayBuffer) return new Uint8Array(first);
  return ArrayBuffer.isView(first) ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength) : null;
}

async function finish(unlocking: Unlocking, { keyId, seal, wrapped, challenge }: Wrapped): Promise<SignedIn> {
  const id = bytesOf(keyId);
  const secrets = await unwrapOwnKeys(unlocking, id, bytesOf(wrapped));
  const open = bytesOf(seal);
  // The id is worked out from both public keys, and the wrapped ones are bound to it: none of the three can be another's.
  if (!secrets || keyIdOf(open, await publicKeyOf(secrets.sign)) !== keyId)
    throw new Error(
      'Your keys could not be unwrapped: what Heed keeps of them was changed. Tell whoever runs Heed.',
    );
  const signature = toBase64url(await signParts(secrets.sign, 'heed challenge 1', bytesOf(challenge)));
  const { csrf } = await post<{ readonly csrf: string }>('/recipients/api/sign-in', { challenge, signature });
  return {
    own: { opener: { secret: secrets.seal, open, keyId: id }, sign: secrets.sign, name: keyId },
    csrf,
  };
}

/** Signs in by handle and passphrase. `onProgress` hears from 0 to 1. Throws with what to say. */
export async function signInByPassphrase(
  handle: string,
  passphrase: string,
  onProgress: (done: number) => void,
): Promise<SignedIn> {
  const { salt } = await post<{ readonly salt: string }>('/recipients/api/salt', { handle });
  const unlocking = await unlockByPassphrase(passphrase, bytesOf(salt), onProgress);
  const auth = toBase64url(unlocking.auth);
  return finish(unlocking, await post<Wrapped>('/recipients/api/unlock', { handle, auth }));
}

type Authentication = Parameters<typeof startAuthentication>[0]['optionsJSON'];

/** Options with the passkey's secret asked for. The library hands extensions on as they are. */
export async function withPrf<T extends object>(options: T): Promise<T> {
  return { ...options, extensions: { prf: { eval: { first: await prfSalt() } } } };
}

async function signInByPasskey(): Promise<SignedIn> {
  const { options, ticket } = await post<{ options: Authentication; ticket: string }>(
    '/recipients/api/passkey/begin',
  );
  const answer = await startAuthentication({ optionsJSON: await withPrf(options) });
  const secret = prfOf(answer.clientExtensionResults);
  if (!secret) throw new Error('This passkey or browser can’t unlock keys. Use your passphrase.');
  // The secret stays here: what is sent is the proof alone.
  const proof = { ...answer, clientExtensionResults: {} };
  const wrapped = await post<Wrapped>('/recipients/api/passkey/unlock', { ticket, answer: proof });
  return finish(await unlockByPasskey(secret), wrapped);
}

/** How far something slow has got. */
export function progress(label: string) {
  const bar = el('progress', { max: '100', value: '0', 'aria-label': label });
  const box = el('div', { class: 'heed-progress', hidden: true }, paragraph(label), bar);
  return {
    box,
    set: (done: number | null) => {
      box.hidden = done === null;
      bar.value = Math.round((done ?? 0) * 100);
    },
  };
}

/** The view of whoever is not signed in. `why`: said first, if there is something to say. */
export function signInView(why: string, done: (signedIn: SignedIn) => void | Promise<void>): HTMLElement {
  const handle = field('Handle', {
    autocomplete: 'username',
    hint: 'What you chose when you made your keys.',
  });
  const passphrase = field('Passphrase', { type: 'password', autocomplete: 'current-password' });
  const alert = announcer();
  const slow = progress(
    'Opening your keys. This takes some seconds on purpose, so that guessing takes as long.',
  );
  const attempt = async (how: () => Promise<SignedIn>) => {
    alert.say('');
    try {
      await done(await how());
    } catch (error) {
      slow.set(null);
      alert.say(error instanceof Error ? error.message : String(error));
    }
  };
  const form = el('form', { novalidate: true }, handle.box, passphrase.box, slow.box);
  const submit = el('button', { class: 'govuk-button', type: 'submit' }, 'Sign in');
  let busy = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy) return;
    handle.fault(handle.input.value.trim() === '' ? 'Type your handle' : '');
    passphrase.fault(passphrase.input.value === '' ? 'Type your passphrase' : '');
    if (handle.input.value.trim() === '' || passphrase.input.value === '') return;
    busy = true;
    slow.set(0);
    void attempt(() => signInByPassphrase(handle.input.value, passphrase.input.value, slow.set)).finally(
      () => {
        busy = false;
      },
    );
  });
  form.append(submit);
  const passkey =
    'PublicKeyCredential' in window &&
    button('Use a passkey instead', () => attempt(signInByPasskey), 'secondary');
  return el(
    'div',
    '',
    heading('h1', 'Sealed disclosures'),
    why !== '' && inset(why),
    paragraph(
      'For those who receive what workers disclose. What is disclosed to you is opened in this page, and nobody who runs Heed can read it.',
    ),
    alert.box,
    form,
    passkey,
    paragraph(
      'You forgot your passphrase? Nobody can give it back: make new keys, and have the guardians put them in the list.',
    ),
    paragraph(el('a', { class: 'govuk-link', href: '/recipients/enrol' }, 'Make your keys')),
  );
}
