/** Making one's keys, here in the browser. What the guardians are given is saved as a file; the server is told no name. */

import { concatBytes } from '../../src/kernel/bytes.ts';
import { RECEIPT_WORDS } from '../../src/kernel/receipt/words.ts';
import { toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import { readInvitation } from '../../src/modules/disclosures/domain/invitation.ts';
import { isLongEnough, readHandle } from '../../src/modules/disclosures/domain/passphrase.ts';
import { readAloud } from '../../src/modules/disclosures/domain/roster-hash.ts';
import {
  makeOwnKeys,
  type OwnPublic,
  unlockByPassphrase,
  wrapOwnKeys,
} from '../../src/modules/disclosures/sealing/own-keys.ts';
import { signParts } from '../../src/modules/disclosures/sealing/signature.ts';
import { randomBytes } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import { NotDone, post } from './ask-server.ts';
import { announcer, button, el, type Field, field, heading, hint, inset, list, paragraph } from './dom.ts';
import { saveFile } from './files.ts';
import { progress } from './sign-in.ts';

/** Six words by chance: 66 bits. */
function suggestPassphrase(): string {
  const chance = randomBytes(12);
  return Array.from({ length: 6 }, (_, at) => {
    const place = (((chance[2 * at] ?? 0) << 8) | (chance[2 * at + 1] ?? 0)) % RECEIPT_WORDS.length;
    return RECEIPT_WORDS[place] ?? '';
  }).join(' ');
}

async function makeKeys(
  given: { readonly code: string; readonly handle: string; readonly passphrase: string },
  onProgress: (done: number) => void,
): Promise<OwnPublic> {
  const { secrets, open } = await makeOwnKeys();
  const salt = randomBytes(16);
  const unlocking = await unlockByPassphrase(given.passphrase, salt, onProgress);
  const wrapped = await wrapOwnKeys(unlocking, open.keyId, secrets);
  const signature = await signParts(
    secrets.sign,
    'heed challenge 1',
    'enrol',
    given.handle,
    open.seal,
    open.sign,
  );
  await post('/recipients/api/enrol', {
    code: given.code,
    handle: given.handle,
    salt: toBase64url(salt),
    auth: toBase64url(unlocking.auth),
    wrapped: toBase64url(wrapped),
    seal: toBase64url(open.seal),
    sign: toBase64url(open.sign),
    signature: toBase64url(signature),
  });
  return open;
}

/** Their entry of the roster, as the guardians take it in. The id says nothing: no handle, no name. */
function requestOf(
  open: OwnPublic,
  about: { readonly name: string; readonly post: string; readonly organisation: string },
): string {
  const id = `key-${Array.from(open.keyId.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  const entry = {
    id,
    ...about,
    unit: null,
    manages: [],
    interests: [],
    kind: 'recipient',
    seal: toBase64url(open.seal),
    sign: toBase64url(open.sign),
    from: new Date().toISOString().slice(0, 10),
    until: null,
    away: [],
    seen: null,
  };
  return `${JSON.stringify(entry, null, 2)}\n`;
}

function madeView(open: OwnPublic): HTMLElement {
  const name = field('Your name');
  const post = field('Your post');
  const organisation = field('Your organisation');
  const all = [name, post, organisation];
  const save = button('Save the file for the guardians', () => {
    for (const one of all) one.fault(one.input.value.trim() === '' ? 'Fill this in' : '');
    if (all.some((one) => one.input.value.trim() === '')) return;
    const [a, b, c] = all.map((one) => one.input.value.trim()) as [string, string, string];
    saveFile(
      'heed-recipient-request.json',
      new TextEncoder().encode(requestOf(open, { name: a, post: b, organisation: c })),
    );
  });
  return el(
    'div',
    '',
    heading('h1', 'Your keys are made'),
    paragraph(
      'Nothing can be sent to you yet. The guardians put your keys into the list of people who receive disclosures, and sign it. For that they need a file from you, and to hear from you that it is yours.',
    ),
    heading('h2', 'What you read aloud to a guardian'),
    inset(el('p', 'govuk-body heed-digits', readAloud(concatBytes(open.seal, open.sign)))),
    hint('They read the same from the file. If one group differs, stop: somebody changed it.'),
    heading('h2', 'The file for the guardians'),
    paragraph('Your name goes into the file and nowhere else: it is not sent to Heed.'),
    ...all.map(({ box }) => box),
    save,
    heading('h2', 'What happens next'),
    list([
      'Give the file to two guardians, by a way you trust.',
      'When they have signed the new list, you can be chosen to receive disclosures.',
      'Sign in once before then, to see that your passphrase works.',
    ]),
    paragraph(el('a', { class: 'govuk-link', href: '/recipients' }, 'Sign in')),
  );
}

/** Shows what is wrong at the first field that is. */
function check(rows: readonly (readonly [Field, string])[]): boolean {
  for (const [one] of rows) one.fault('');
  const wrong = rows.find(([, text]) => text !== '');
  wrong?.[0].fault(wrong[1]);
  return wrong === undefined;
}

/** The view that makes keys. */
export function enrolView(show: (view: HTMLElement) => void): HTMLElement {
  const code = field('Invitation code', { hint: 'Sixteen letters and digits, on the paper you were given.' });
  const handle = field('Handle', {
    hint: 'You sign in with it. Make one up: not your name, 3 to 40 small letters, digits and hyphens.',
    autocomplete: 'username',
  });
  const passphrase = field('Passphrase', {
    hint: 'At least five words, or 16 characters. It is all that protects your keys, and nobody can give it back to you.',
    type: 'password',
    autocomplete: 'new-password',
  });
  const again = field('Passphrase again', { type: 'password', autocomplete: 'new-password' });
  const suggested = el('p', { class: 'govuk-body heed-digits', 'aria-live': 'polite' });
  const alert = announcer();
  const slow = progress('Making your keys. This takes some seconds.');
  let busy = false;
  const form = el(
    'form',
    { novalidate: true },
    code.box,
    handle.box,
    button('Suggest a passphrase', () => suggested.replaceChildren(suggestPassphrase()), 'secondary'),
    suggested,
    passphrase.box,
    again.box,
    slow.box,
    el('button', { class: 'govuk-button', type: 'submit' }, 'Make my keys'),
  );
  const make = async () => {
    const name = readHandle(handle.input.value);
    const typed = passphrase.input.value;
    const right = check([
      [
        code,
        readInvitation(code.input.value) === null ? 'Type the sixteen letters and digits of the code' : '',
      ],
      [handle, name === null ? 'Use 3 to 40 small letters, digits and hyphens, beginning with a letter' : ''],
      [passphrase, isLongEnough(typed) ? '' : 'Use at least five different words, or 16 characters'],
      [again, again.input.value === typed ? '' : 'This is not the same as above'],
    ]);
    if (!right || name === null) return;
    alert.say('');
    slow.set(0);
    try {
      show(madeView(await makeKeys({ code: code.input.value, handle: name, passphrase: typed }, slow.set)));
    } catch (error) {
      if (error instanceof NotDone && error.code === 'disclosures.invitation') code.fault(error.message);
      else if (error instanceof NotDone && error.code === 'disclosures.handle-taken')
        handle.fault(error.message);
      else alert.say(error instanceof Error ? error.message : String(error));
    } finally {
      slow.set(null);
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    void make().finally(() => {
      busy = false;
    });
  });
  return el(
    'div',
    '',
    heading('h1', 'Make your keys'),
    paragraph(
      'With them you open what workers disclose to you. They are made in this browser. Heed keeps a copy that only your passphrase opens.',
    ),
    paragraph('Use a computer of your own, that nobody else works on.'),
    alert.box,
    form,
  );
}
