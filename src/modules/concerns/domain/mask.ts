/**
 * Hides passages of an answer. Source: 20-domain.md; issue of confidentiality: beyond the front door, words that would
 * tell who a confidential or anonymous reporter is are covered, reversibly, by the screener.
 */

/** A stretch of an answer: as said, or covered. */
export interface Passage {
  readonly text: string;
  readonly masked: boolean;
}

/** The stretches to cover, in UTF-16 units, end exclusive; in any order, overlapping or not. */
export interface Cover {
  readonly start: number;
  readonly finish: number;
}

/**
 * `answer` cut into passages. With `verbatim`, covered passages keep their words and are only marked; otherwise their
 * words are gone and "▇▇▇" stands for them, whatever their length.
 */
export function deriveMasked(
  answer: string,
  covers: readonly Cover[],
  verbatim: boolean,
): readonly Passage[] {
  const passages: Passage[] = [];
  let from = 0;
  for (const { start, finish } of [...covers].sort((a, b) => a.start - b.start)) {
    const begin = Math.max(start, from);
    const end = Math.min(finish, answer.length);
    if (end <= begin) continue;
    if (begin > from) passages.push({ text: answer.slice(from, begin), masked: false });
    passages.push({ text: verbatim ? answer.slice(begin, end) : '▇▇▇', masked: true });
    from = end;
  }
  if (from < answer.length || passages.length === 0)
    passages.push({ text: answer.slice(from), masked: false });
  return passages;
}
