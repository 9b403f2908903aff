/** What a question and a page of questions are, and the names of every page of the public form. */
import type { PublicTexts } from './texts/en.ts';

/** One thing to choose. `reveals` is asked only of those who choose it. */
export interface Option {
  readonly value: string;
  readonly text: string;
  readonly hint?: string | undefined;
  readonly reveals?: readonly Question[] | undefined;
}

interface Asked {
  readonly name: string;
  readonly asked: string;
  readonly hint?: string | undefined;
  /** Said when it is left empty; without it, it may be. */
  readonly missing?: string | undefined;
}

/** One question. What is `asked` is kept with the answer, word for word. */
export type Question =
  | (Asked & {
      readonly kind: 'words';
      readonly rows?: number | undefined;
      readonly max: number;
      readonly tooLong: string;
    })
  | (Asked & {
      readonly kind: 'line';
      readonly max: number;
      readonly tooLong: string;
      readonly input?: 'text' | 'email' | 'tel' | undefined;
      readonly check?: { readonly pattern: RegExp; readonly message: string } | undefined;
      readonly autocomplete?: string | undefined;
      readonly width?: string | undefined;
    })
  | (Asked & { readonly kind: 'one'; readonly options: readonly Option[] })
  | (Asked & { readonly kind: 'many'; readonly options: readonly Option[] });

/** One page of questions. */
export interface Page {
  /** For the browser's tab: never what somebody said. */
  readonly title: string;
  /** The page's heading; left out where the one question is the heading. */
  readonly heading?: string | undefined;
  /** Said before the questions. */
  readonly lead?: readonly string[] | undefined;
  readonly questions: readonly Question[];
}

/** Pages with nothing but questions. */
export const QUESTION_PAGES = [
  'who',
  'work',
  'worry',
  'signs',
  'when',
  'danger',
  'worker',
  'parents',
  'family',
  'you',
  'talk',
  'naming',
  'reach',
] as const;
export type QuestionPage = (typeof QUESTION_PAGES)[number];
/** Every page, in order. */
export type PageId = QuestionPage | 'call' | 'children' | 'others' | 'files' | 'check';

const SHORT = 300;
const MIDDLE = 2_000;

/** A single line; `more` sets what is special about it. */
export function line(
  t: PublicTexts,
  name: string,
  asked: string,
  more: Partial<Extract<Question, { kind: 'line' }>> = {},
): Question {
  return { kind: 'line', name, asked, max: SHORT, tooLong: t.questions.tooLong, ...more };
}

/** A few lines. */
export function words(t: PublicTexts, name: string, asked: string, hint?: string): Question {
  return { kind: 'words', name, asked, hint, rows: 3, max: MIDDLE, tooLong: t.questions.tooLong };
}
