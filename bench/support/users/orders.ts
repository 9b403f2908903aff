/** What the benchmark and the process that acts as its users tell one another. */

/** Who is signed in. */
export interface UserSession {
  /** Value of the session cookie. */
  readonly token: string;
  /** Ids of concerns that they have in mind when they begin. */
  readonly concerns: readonly string[];
}

/** What the users are to do. */
export interface Orders {
  /** Where Heed listens. */
  readonly url: string;
  readonly sessions: readonly UserSession[];
  /** What some of them type into the search box: names, numbers and marks. */
  readonly terms: readonly string[];
  /** How long they act before anything is measured. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** Seconds of thinking between two things that one of them does: at least, at most. */
  readonly thinkSeconds: readonly [number, number];
}

/** The three sorts of thing that are measured. */
export type Sort = 'open' | 'search' | 'write';
export const SORTS: readonly Sort[] = ['open', 'search', 'write'];

/** One request that was answered: how long it took until its last byte, in milliseconds. */
export interface Taken {
  readonly sort: Sort;
  /** Which page, or which form: `inbox`, `concern`, `decide`. */
  readonly what: string;
  readonly ms: number;
}

/** What came of it. */
export interface Result {
  readonly taken: readonly Taken[];
  /** Things done after thinking, by sort: the pages that follow a form by themselves are left out. */
  readonly done: Readonly<Record<Sort, number>>;
  /** Answers that nobody should ever see, in words: wrong status, no answer. */
  readonly faults: readonly string[];
  /** Forms that Heed refused for a reason of the field's (somebody else had decided it meanwhile). */
  readonly refused: readonly string[];
  readonly seconds: number;
  /** How late the users' own process was with what it wanted to do, 99th percentile, in milliseconds. */
  readonly lateMs: number;
  /** Its processor time, in seconds. */
  readonly processorSeconds: number;
}

/** From the users' process. */
export type Word = { readonly kind: 'warm' } | { readonly kind: 'done'; readonly result: Result };
