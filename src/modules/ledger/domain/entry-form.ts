/**
 * The one form an entry has in the log. Source: 40-ledger.md (Entry); RFC 8785 (names in order, no spaces, one spelling).
 * Narrower than JSON on purpose: two readers cannot read one entry in two ways, and there is no place in it for a person's
 * name or words. Where entries get another form, they say so by another `v`, and this file learns it beside the first.
 */
import { readUtf8 } from '../../../kernel/bytes.ts';
import { MOST_ENTRY_BYTES } from './entry-bundle.ts';

const REF = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const UUID_V7 = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const WORDS = '[a-z]+(?:-[a-z0-9]+)*';
const INSTANT = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';

const FORM = new RegExp(
  `^\\{"about":\\["${REF}"(?:,"${REF}")*\\],"act":"${WORDS}\\.${WORDS}","at":"${INSTANT}","basis":(?:null|"${WORDS}"),` +
    `"body":"hmac-sha256:[0-9a-f]{64}","by":"(?:${REF}|[a-z]+)","id":"${UUID_V7}","post":(?:null|"${REF}"),"v":1\\}$`,
);

/** True when these bytes are an entry in its canonical form: at most 65,535 bytes, version 1, nothing but pseudonyms and a commitment. */
export function isCanonicalEntry(entry: Uint8Array): boolean {
  if (entry.length > MOST_ENTRY_BYTES) return false;
  const text = readUtf8(entry);
  return text !== null && FORM.test(text);
}
