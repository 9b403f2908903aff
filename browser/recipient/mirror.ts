/**
 * Lets an organisation's own machine keep a copy of the log of disclosures: a signature of its key, and nothing that opens what people
 * told. Source: 70-disclosures.md 9.8; docs/decisions/1061.
 */
import { readBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import { grantMirror } from '../../src/modules/disclosures/sealing/mirror-grant.ts';
import { button, el, field, hint, inset, paragraph } from './dom.ts';
import type { Own } from './page.ts';

/** The part of the list's page where a mirror is granted. */
export function mirrorView(own: Own): HTMLElement {
  const key = field('The mirror’s key', {
    hint: 'The line that `heed disclosures mirror` printed on its first run: 43 letters, digits, - and _.',
  });
  const place = el('div', { 'aria-live': 'polite' });
  const grant = async () => {
    const mirror = readBase64url(key.input.value.trim());
    key.fault(mirror?.length === 32 ? '' : 'This is no key of a mirror: copy the whole line');
    place.replaceChildren();
    if (mirror?.length !== 32) return;
    const line = await grantMirror(own.sign, own.opener.keyId, mirror);
    place.replaceChildren(
      paragraph('Give this line to whoever runs the mirror:'),
      inset(el('code', 'heed-digits', line)),
    );
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
        'A machine there can keep a copy of what happened to disclosures, by day and kind, so that nobody removes one unseen. It can open none.',
      ),
      key.box,
      button('Sign for it', grant, 'secondary'),
      place,
    ),
  );
}
