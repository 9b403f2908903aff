/**
 * Brings writing of any origin to a form that can be compared. Source: 60-linking.md, "Normalise"; Unicode UAX #15.
 * What is kept is always as it was said; this is only ever for comparing.
 */

/** Longest text that is looked at: what matters is at the start, and nobody's name is longer. */
const LONGEST = 300;

/** Letters that Unicode doesn't take apart into a plain letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ə: 'e',
  ŧ: 't',
};

/**
 * `text` in small letters without accents, marks, or invisible and direction characters; at most 300 characters of it.
 * Folding twice gives the same.
 */
export function foldText(text: string): string {
  // Plain letters, the most of a large file by far, have nothing else to fold.
  if (/^[ -~]*$/.test(text)) return text.slice(0, LONGEST).toLowerCase();
  return text
    .slice(0, LONGEST)
    .toWellFormed()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Cc}\ufffd]/gu, (c) => (/\s/.test(c) ? ' ' : ''))
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[łøđðþßæœıħŋəŧ]/g, (letter) => LETTERS[letter] ?? letter)
    .slice(0, LONGEST)
    .toWellFormed()
    .replaceAll('\ufffd', '');
}

/** The runs of letters and digits in folded `text`, in order; apostrophes join (O'Neill is one word). */
export function listWords(text: string): readonly string[] {
  return (
    foldText(text)
      .replace(/['\u2018\u2019\u02bc`]/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
