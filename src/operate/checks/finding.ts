/**
 * What a check found. `well` needs nothing; `watch` will matter, or matters only to some areas; `wrong` needs putting
 * right now. `says` tells the operator what is so and, unless it is well, what to do.
 */
export interface Finding {
  readonly verdict: 'well' | 'watch' | 'wrong';
  readonly about: string;
  readonly says: string;
}

export const well = (about: string, says: string): Finding => ({ verdict: 'well', about, says });
export const watch = (about: string, says: string): Finding => ({ verdict: 'watch', about, says });
export const wrong = (about: string, says: string): Finding => ({ verdict: 'wrong', about, says });

/** The findings as lines of a table, then one line that sums them up. */
export function renderFindings(findings: readonly Finding[]): readonly string[] {
  const width = Math.max(...findings.map((finding) => finding.about.length));
  const count = (verdict: Finding['verdict']) => findings.filter((one) => one.verdict === verdict).length;
  const sum =
    count('wrong') === 0
      ? 'Nothing is wrong'
      : `${count('wrong')} ${count('wrong') === 1 ? 'thing is' : 'things are'} wrong`;
  return [
    ...findings.map(({ verdict, about, says }) => `${verdict.padEnd(5)}  ${about.padEnd(width)}  ${says}`),
    `${sum}; ${count('watch')} to watch; ${count('well')} well.`,
  ];
}
