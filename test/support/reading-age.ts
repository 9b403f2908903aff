/** How hard words are to read: sentences, and the Flesch-Kincaid grade, which is years of school in the United States. */

/** Every text in a tree of texts, whole or markup; those made with a name or a time are left out. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string' || value instanceof String) return [String(value).replace(/<[^>]+>/g, ' ')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** The words of a sentence, without numbers and marks. */
export function wordsIn(sentence: string): readonly string[] {
  return sentence.split(/\s+/).filter((word) => /[a-z]/i.test(word));
}

function countSyllables(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const spoken = letters.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '').replace(/^y/, '');
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 0);
}

/** The sentences of four words or more: shorter ones are labels and headings, and would flatter the figure. */
export function sentencesIn(texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => text.split(/(?<=[.?!])\s+/))
    .filter((sentence) => wordsIn(sentence).length >= 4);
}

/** The Flesch-Kincaid grade of sentences: 4 is read at nine or ten. */
export function gradeOf(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsIn);
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}
