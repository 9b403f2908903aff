/**
 * The code that lets one person make the keys disclosures are sealed to. Source: 70-disclosures.md 9.3 (keys are made in their
 * browser). It is read from paper and typed, so it has no letters that look like others (Crockford's base 32).
 */

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Random bytes of a code: 80 bits. */
export const INVITATION_BYTES = 10;
/** Days until an unused code is worth nothing. */
export const INVITATION_DAYS = 14;

/** The code of ten random bytes, as it is written on paper: four groups of four. */
export function showInvitation(chance: Uint8Array): string {
  let bits = '';
  for (const byte of chance.subarray(0, INVITATION_BYTES)) bits += byte.toString(2).padStart(8, '0');
  const letters = Array.from({ length: bits.length / 5 }, (_, at) =>
    LETTERS.charAt(Number.parseInt(bits.slice(5 * at, 5 * at + 5), 2)),
  );
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** What was typed, as the one text that is hashed: capital letters without gaps; `null` when it can be no code. */
export function readInvitation(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return plain.length === 16 && [...plain].every((letter) => LETTERS.includes(letter)) ? plain : null;
}
