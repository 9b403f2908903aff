/**
 * Where a statement of law comes from. Nothing here is said without its source: somebody who is about to lose their work must
 * be able to open the page and read for themselves, and whoever looks after this data must see what to read again
 * (docs/decisions/1030).
 */

/** One public page or paragraph that supports a statement. */
export interface Source {
  readonly name: string;
  /** Which part of it: a section, a regulation, an article, a heading. */
  readonly paragraph: string;
  /** The address of the public page. */
  readonly address: string;
  /** The day the source itself bears, `YYYY-MM-DD`; left out where it bears none. */
  readonly dated?: string;
}

/** What every statement of law carries. */
export interface Sourced {
  readonly source: Source;
  /** The day on which the source was read for this data, `YYYY-MM-DD`. It may have changed since. */
  readonly asOf: string;
  /** True where no source was found that settles it; `doubt` then says what is not known. */
  readonly unconfirmed?: true;
  /** What is not known, in one sentence for the reader. */
  readonly doubt?: string;
}

/** The day on which the sources below were read. */
export const READ_ON = '2026-11-26';

/** Said beside each statement of who and what is protected. */
export const CHECK_WITH_ADVISER = 'Check with an adviser.';

const STATUTE = 'https://www.legislation.gov.uk/ukpga/1996/18/section/';

/** A section of the Employment Rights Act 1996: `section('43B', 'subsection (1)')`. */
export function section(number: string, part = ''): Source {
  return {
    name: 'Employment Rights Act 1996',
    paragraph: `section ${number}${part === '' ? '' : `, ${part}`}`,
    address: `${STATUTE}${number}`,
  };
}
