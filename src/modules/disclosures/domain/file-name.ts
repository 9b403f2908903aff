/**
 * A file's name as somebody sent it, made harmless: it may hide what it is, lead elsewhere, or mean a device. Source:
 * 70-disclosures.md 10.18.
 */

/** Turns text round, or can't be seen. */
const HIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)$/i;
const LONGEST = 80;
const LONGEST_ENDING = 12;

/** A name to save under: what it ends in stays, and is what it seems. Never empty. */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(HIDDEN, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const dot = plain.lastIndexOf('.');
  const hasEnding = dot > 0 && plain.length - dot <= LONGEST_ENDING;
  const [stem, ending] = hasEnding ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
  const short = Array.from(stem).slice(0, LONGEST).join('');
  const first = short.split('.', 1)[0] ?? '';
  return `${DEVICE.test(first.trim()) ? '_' : ''}${short || 'file'}${ending}`;
}
