/**
 * Letting a machine of one's own organisation keep a copy of the log, so that nobody can suppress a disclosure unseen: its key is signed
 * here, and none of one's own goes to it. Source: 70-disclosures.md 9.8; docs/decisions/1061.
 */
import { readBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import { grantMirror } from '../../src/modules/disclosures/sealing/mirror-grant.ts';
import { announcer, button, el, field, hint, said } from './dom.ts';
import type { Own } from './page.ts';

/** The part of the list's page where it is done. */
export function mirrorView({ opener, sign }: Own): HTMLElement {
  const key = field('The copy’s key', {
    hint: '43 letters and digits, as `heed disclosures mirror` printed them.',
  });
  const alert = announcer();
  const place = el('div', '');
  const grant = async () => {
    const mirror = readBase64url(key.input.value.trim());
    place.replaceChildren();
    if (mirror?.length !== 32) {
      alert.say('That is no key of a copy. Paste the whole line.');
      return;
    }
    const line = await grantMirror(sign, opener.keyId, mirror);
    alert.say('Give them this line. It lets that copy fetch the log, and read nothing.', false);
    place.replaceChildren(said(line));
  };
  return el(
    'details',
    'govuk-details',
    el(
      'summary',
      'govuk-details__summary',
      el('span', 'govuk-details__summary-text', 'A copy of the log at your organisation'),
    ),
    el(
      'div',
      'govuk-details__text',
      hint(
        'A machine of your organisation can keep a copy of what happened and when, in numbers alone, and notice when something is made to disappear. Sign only for a machine that you know.',
      ),
      key.box,
      alert.box,
      place,
      button('Sign for it', grant, 'secondary'),
    ),
  );
}
