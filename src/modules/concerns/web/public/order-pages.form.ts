/** Which pages whoever is filling in the form sees, in which order. A child's way is short. */
import { type Draft, textOf, whoOf } from './keep-draft.form.ts';
import type { PageId } from './plan-questions.form.ts';

const CHILD_SELF: readonly PageId[] = [
  'who',
  'worry',
  'danger',
  'call',
  'worker',
  'family',
  'you',
  'talk',
  'reach',
  'files',
  'check',
];
const CHILD_FRIEND: readonly PageId[] = [
  'who',
  'worry',
  'danger',
  'call',
  'worker',
  'children',
  'you',
  'talk',
  'reach',
  'files',
  'check',
];
const ADULT: readonly PageId[] = [
  'who',
  'work',
  'worry',
  'signs',
  'when',
  'danger',
  'call',
  'worker',
  'parents',
  'children',
  'others',
  'files',
  'naming',
  'reach',
  'check',
];
const SURVIVOR: readonly PageId[] = [
  'who',
  'worry',
  'danger',
  'call',
  'worker',
  'others',
  'files',
  'naming',
  'reach',
  'check',
];

/** The pages that whoever is filling this in will see, in order; it changes with their answers. */
export function listPages(draft: Draft): readonly PageId[] {
  const who = whoOf(draft);
  const all =
    who === 'me-under-18'
      ? CHILD_SELF
      : who === 'friend-under-18'
        ? CHILD_FRIEND
        : who === 'survivor'
          ? SURVIVOR
          : ADULT;
  return all.filter((page) => {
    if (page === 'work') return who === 'work';
    if (page === 'call') return textOf(draft.pages.danger, 'danger') === 'now';
    if (page === 'reach') return textOf(draft.pages.naming, 'naming') !== 'anonymous';
    return true;
  });
}

/** Pages that must be answered before anything can be sent. */
const NEEDED: ReadonlySet<PageId> = new Set([
  'who',
  'work',
  'worry',
  'danger',
  'worker',
  'parents',
  'family',
  'naming',
]);

/** The first page that still needs an answer, or `null`. */
export function firstUnanswered(draft: Draft): PageId | null {
  return listPages(draft).find((page) => NEEDED.has(page) && !draft.pages[page]) ?? null;
}

/** The page after `page`; the check page after the last, and after any once everything has been seen. */
export function pageAfter(draft: Draft, page: PageId): PageId {
  const inDanger = page === 'danger' && textOf(draft.pages.danger, 'danger') === 'now';
  if (draft.pages.check && !inDanger) return firstUnanswered(draft) ?? 'check';
  const pages = listPages(draft);
  return pages[pages.indexOf(page) + 1] ?? 'check';
}

/** The page before `page`, or `null` on the first; the check page, once everything has been seen. */
export function pageBefore(draft: Draft, page: PageId): PageId | null {
  if (draft.pages.check && page !== 'check') return 'check';
  const pages = listPages(draft);
  const at = pages.indexOf(page);
  return at > 0 ? (pages[at - 1] ?? null) : null;
}
