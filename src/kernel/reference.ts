/**
 * The reference of a concern: `HD-7K2M-94`. Staff and partners name a concern by it, aloud and on paper; it opens
 * nothing by itself. Source: 20-domain.md ("short, speakable, check-digited").
 *
 * Letters and digits that are taken for one another (0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B) are never both in
 * use, there are no vowels to spell a word with, and no D, Q, U, V or Y that a mouth or a pen confuses. Two check digits catch
 * every single wrong character and every two neighbours changing places.
 *
 * A reference is made of random bytes, never of a counter, so nobody can tell from one how many there are or guess the
 * next. It starts with four characters (194,481 of them) and grows by itself: where the one made is taken, the caller
 * tries again with one character more, up to eight (37,822,859,361). An area of 20,000 concerns a year keeps short
 * references for years; one of millions a year is soon at six or seven, with one extra try at most on the way.
 */
const ALPHABET = '23456789CFGHJKMNPRTWX';
const BASE = ALPHABET.length;
/** What people write for a character that isn't used, by what they mean. */
const MEANT: Readonly<Record<string, string>> = { B: '8', S: '5', Z: '2', V: 'W', O: '0', I: '1', L: '1' };
const SHORTEST = 4;
const LONGEST = 8;

/** Random bytes a reference is made from: enough that no character is likelier than another. */
export const REFERENCE_BYTES = 8;

/**
 * Check digits in the manner of ISO 7064 MOD 97-10, 01 to 97. 97 is prime and greater than the alphabet, so a single
 * change or a swap of neighbours always shows.
 */
function checkDigits(characters: string): string {
  let sum = 0;
  for (const character of characters) sum = (sum * BASE + ALPHABET.indexOf(character)) % 97;
  return String(97 - ((sum * 100) % 97)).padStart(2, '0');
}

function layOut(characters: string): string {
  const middle = characters.length <= 5 ? characters.length : Math.ceil(characters.length / 2);
  const groups = [characters.slice(0, middle), characters.slice(middle)].filter((group) => group !== '');
  return ['HD', ...groups, checkDigits(characters)].join('-');
}

/**
 * A reference from eight random bytes. `attempt` counts from 0: how often one made for this concern was already taken;
 * each makes it one character longer, from four up to eight. Throws `TypeError` unless given eight bytes.
 */
export function formatReference(random: Uint8Array, attempt = 0): string {
  if (random.length !== REFERENCE_BYTES)
    throw new TypeError(`a reference is made from ${REFERENCE_BYTES} bytes`);
  let value = random.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  let characters = '';
  for (let i = 0; i < Math.min(SHORTEST + attempt, LONGEST); i += 1) {
    characters += ALPHABET[Number(value % BigInt(BASE))] ?? '';
    value /= BigInt(BASE);
  }
  return layOut(characters);
}

function readCharacters(typed: string): string | null {
  const meant = [...typed].map((character) => MEANT[character] ?? character).join('');
  const characters = meant.slice(0, -2);
  if (characters.length < SHORTEST || characters.length > LONGEST) return null;
  if ([...characters].some((character) => !ALPHABET.includes(character))) return null;
  return checkDigits(characters) === meant.slice(-2) ? layOut(characters) : null;
}

/**
 * The reference in what somebody typed, as Heed writes it; `null` when it isn't one or was mistyped. Forgives case,
 * spaces, missing or other dashes, a missing HD, and characters that are never used (O for 0, S for 5 ...).
 */
export function parseReference(text: string): string | null {
  if (text.length > 64) return null;
  const typed = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  // There is no D among the characters, so these two letters can only be the mark of a reference.
  return readCharacters(typed.startsWith('HD') ? typed.slice(2) : typed);
}
