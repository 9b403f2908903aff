/**
 * A half-filled public form, as kept. What somebody typed is kept as typed; nothing is made of it until it is sent.
 * Pure: each act answers with a new draft.
 */

/** An answer to one question: one text, or several where several may be ticked. */
export type Typed = string | readonly string[];
/** The answers on one page, by question. */
export type Answers = Readonly<Record<string, Typed>>;

/** Somebody or something named, as typed. */
export interface Item {
  readonly kind: 'child' | 'adult' | 'phone' | 'vehicle' | 'place' | 'account';
  readonly answers: Answers;
}

/** A file taken in for this draft. */
export interface DraftFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

export interface Draft {
  readonly version: 1;
  /** Random; the key under which this is sent once, however often the button is pressed. */
  readonly sendKey: string;
  /** Answers by page. A page is here once somebody has pressed its button. */
  readonly pages: Readonly<Record<string, Answers>>;
  /** Answers typed but not yet handed in: kept by the page's script against a lost connection. */
  readonly typing: Readonly<Record<string, Answers>>;
  readonly items: readonly Item[];
  readonly files: readonly DraftFile[];
}

/** Most people and things one form may name. */
export const MOST_ITEMS = 60;

/** A draft with nothing in it. `sendKey` must be random. */
export function emptyDraft(sendKey: string): Draft {
  return { version: 1, sendKey, pages: {}, typing: {}, items: [], files: [] };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** The page's answers handed in. */
export function answerPage(draft: Draft, page: string, answers: Answers): Draft {
  return { ...draft, pages: { ...draft.pages, [page]: answers }, typing: without(draft.typing, page) };
}

/** The page's answers as they stand while somebody types. */
export function keepTyping(draft: Draft, page: string, answers: Answers): Draft {
  return { ...draft, typing: { ...draft.typing, [page]: answers } };
}

/** What to show on a page: what was typed last, handed in or not. */
export function shownAnswers(draft: Draft, page: string): Answers {
  return draft.typing[page] ?? draft.pages[page] ?? {};
}

/** One answer as text; empty where there is none. */
export function textOf(answers: Answers | undefined, name: string): string {
  const typed = answers?.[name];
  return typeof typed === 'string' ? typed : (typed?.[0] ?? '');
}

/** One answer as a list; empty where there is none. */
export function listOf(answers: Answers | undefined, name: string): readonly string[] {
  const typed = answers?.[name];
  if (typed === undefined || typed === '') return [];
  return typeof typed === 'string' ? [typed] : typed;
}

/** Adds somebody or something named; at `index`, in place of what is there. Beyond `MOST_ITEMS` nothing is added. */
export function putItem(draft: Draft, item: Item, index?: number): Draft {
  if (index !== undefined && draft.items[index]) return { ...draft, items: draft.items.with(index, item) };
  if (draft.items.length >= MOST_ITEMS) return draft;
  return { ...draft, items: [...draft.items, item] };
}

/** Takes away what is at `index`; nothing happens where there is nothing. */
export function removeItem(draft: Draft, index: number): Draft {
  return { ...draft, items: draft.items.filter((_, at) => at !== index) };
}

/** Adds a file taken in. */
export function addFile(draft: Draft, file: DraftFile): Draft {
  return { ...draft, files: [...draft.files, file] };
}

/** Takes a file away. */
export function removeFile(draft: Draft, id: string): Draft {
  return { ...draft, files: draft.files.filter((file) => file.id !== id) };
}

/** Notes that the whole form was seen once: from now on each page leads back to the check page. */
export function markChecked(draft: Draft): Draft {
  return draft.pages.check ? draft : { ...draft, pages: { ...draft.pages, check: {} } };
}

/** Who is filling this in, as they said on the first page; empty before. */
export function whoOf(draft: Draft): string {
  return textOf(draft.pages.who, 'who');
}

/** True when somebody under 18 is filling this in. */
export function isYoung(draft: Draft): boolean {
  return whoOf(draft).endsWith('-under-18');
}
