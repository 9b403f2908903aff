/**
 * The diary of what happened at work since somebody spoke up, as a text that they can give to an adviser: each entry with the day
 * Heed had it, and Heed's signature of that. Source: 70-disclosures.md 9.10.
 */
import { toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import type { OpenThread, ShownItem } from '../../src/modules/disclosures/sealing/open-thread.ts';

const proofOf = (digest: string, day: string, signature: Uint8Array) =>
  `Proof: digest ${digest}, day ${day}, signature ${toBase64url(signature)}`;

function writeEntry({ item, content, hash }: ShownItem, names: ReadonlyMap<string, string>): string {
  if (!content) return '';
  const happened = content.happened ? `Happened on ${content.happened}. ` : '';
  const kinds = content.kinds.map((kind) => names.get(kind) ?? kind).join('; ');
  return [
    `Written down on ${item.day}. ${happened}${kinds}`,
    content.text,
    proofOf(toBase64url(hash), item.day, item.proof),
  ].join('\n');
}

/** The whole text. `first`: the disclosure itself, of which only that it arrived and when is said. */
export function writeDiary(
  first: OpenThread,
  second: OpenThread,
  statementKey: string,
  names: ReadonlyMap<string, string>,
): string {
  const { digest, day, proof } = first.thread;
  const entries = second.items.filter(({ by }) => by === 'you').map((shown) => writeEntry(shown, names));
  return [
    `A disclosure was made on ${day}.`,
    proofOf(toBase64url(digest), day, proof),
    '',
    ...entries.filter((entry) => entry !== '').flatMap((entry) => [entry, '']),
    `Each proof is an Ed25519 signature by the key ${statementKey}. How to check one: docs/sealed-format.md of Heed.`,
    'Check with an adviser before you rely on this.',
  ].join('\n');
}

/** Hands a text to whoever reads the page, as a file. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
