/**
 * The sizes that what is sent and answered may have, so that somebody who sees only how much went over a network can't tell a
 * concern from a sealed disclosure, or news from none. Source: 70-disclosures.md 9.2 and 10, test 20; docs/decisions/1040.
 * Used by the server and by the browser's script.
 */

/** Sizes of a sent form's body, in bytes, where a script sends it. The last is the most the public forms may hold. */
export const REQUEST_SIZES = [32_768, 131_072, 524_288, 2_097_152] as const;

/** Sizes of a page in answer, in bytes. Never compressed, for compression would tell again what was on it. */
export const ANSWER_SIZES = [16_384, 32_768, 65_536] as const;

/** The field that makes a body as long as it has to be. What is in it is dropped as it is read. */
export const FILLER_FIELD = 'pad';

/** The least of `sizes` (ascending) that holds `length` bytes; past the last of them, the next multiple of it. */
export function sizeFor(length: number, sizes: readonly number[]): number {
  const last = sizes.at(-1) ?? 1;
  return sizes.find((size) => size >= length) ?? Math.ceil(length / last) * last;
}

/** `text` made one of `sizes` long in UTF-8, by spaces at its end. */
export function paddedTo(text: string, sizes: readonly number[]): string {
  const length = new TextEncoder().encode(text).length;
  return text + ' '.repeat(sizeFor(length, sizes) - length);
}

/** What the filler field holds so that a urlencoded body, `length` bytes long without that field, is one of `REQUEST_SIZES` with it. */
export function fillerFor(length: number): string {
  const whole = length + `&${FILLER_FIELD}=`.length;
  return '0'.repeat(sizeFor(whole, REQUEST_SIZES) - whole);
}
