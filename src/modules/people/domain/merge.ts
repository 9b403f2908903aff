/**
 * Two records of one person or thing, joined and taken apart again. Source: 20-domain.md (second person: "merging two
 * people"); 60-linking.md ("every confirm, refusal, merge and un-merge is ... reversible"). A merge is a pointer from one
 * record to another and nothing else: whatever is on either stays where it was put, so taking the pointer away leaves
 * everything as if it had never been (docs/decisions/0319).
 */
import type { AccountId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';

/** A merge as it stands: `merged` points at `kept`. */
export interface Pointer {
  readonly kept: string;
  readonly merged: string;
}

/**
 * Where each merged record's pointers end. Records that point nowhere are not in it. Throws `RangeError` on a circle, which
 * nothing that this module confirms can make.
 */
export function deriveRoots(pointers: readonly Pointer[]): ReadonlyMap<string, string> {
  const next = new Map(pointers.map(({ kept, merged }) => [merged, kept]));
  const roots = new Map<string, string>();
  for (const start of next.keys()) {
    let id = start;
    for (let steps = 0; next.has(id); steps += 1) {
      if (steps > next.size) throw new RangeError('records point at each other in a circle');
      id = next.get(id) ?? id;
    }
    roots.set(start, id);
  }
  return roots;
}

/** What is asked before two records are joined. */
export interface MergeAsked {
  readonly kept: { readonly id: string; readonly kind: string };
  readonly merged: { readonly id: string; readonly kind: string };
  /** Which of them is marked as an institution, which puts no concerns together. */
  readonly institutions: readonly [boolean, boolean];
  /** One of them is a protected identity: nothing is put together across it. */
  readonly protectedIdentity: boolean;
}

/** Whether two records may be joined at all. Refuses one and the same, kinds or marks that differ, and a protected identity. */
export function checkMerge({ kept, merged, institutions, protectedIdentity }: MergeAsked): Outcome<true> {
  if (kept.id === merged.id) return refuse('people.same-record', 'other');
  const person = (kind: string) => kind === 'child' || kind === 'adult';
  const alike = person(kept.kind) ? person(merged.kind) : kept.kind === merged.kind;
  if (!alike) return refuse('people.kinds-differ', 'other');
  if (institutions[0] !== institutions[1]) return refuse('people.institutions-differ', 'other');
  return protectedIdentity ? refuse('people.record-protected', 'other') : accept(true);
}

/** Who asked for a merge, and whether somebody stands below them in the line. */
export interface MergeSecond {
  /** `null` where nobody did. */
  readonly proposedBy: AccountId | null;
  readonly isSubordinate: (person: AccountId, above: AccountId) => boolean;
}

/** Whether `by` may be the second person: never who asked, never somebody below them. */
export function checkSecondPerson(by: AccountId, { proposedBy, isSubordinate }: MergeSecond): Outcome<true> {
  if (by === proposedBy) return refuse('people.own-merge');
  return proposedBy !== null && isSubordinate(by, proposedBy)
    ? refuse('people.subordinate-cannot-confirm')
    : accept(true);
}

/** Something that happened to records, for saying what is known of each: facts and links stay where they were put. */
export type RecordAct =
  | { readonly act: 'put'; readonly record: string; readonly what: string }
  | { readonly act: 'taken'; readonly record: string; readonly what: string }
  | { readonly act: 'merged'; readonly kept: string; readonly merged: string }
  | { readonly act: 'unmerged'; readonly merged: string };

/** What is known of each person now: a fold over what happened. Acts that could not have happened change nothing. */
export function foldRecords(acts: readonly RecordAct[]): ReadonlyMap<string, ReadonlySet<string>> {
  const put = new Map<string, Set<string>>();
  let pointers: readonly Pointer[] = [];
  const rootOf = (id: string) => deriveRoots(pointers).get(id) ?? id;
  for (const one of acts) {
    switch (one.act) {
      case 'put':
        put.set(one.record, (put.get(one.record) ?? new Set()).add(one.what));
        break;
      case 'taken':
        put.get(one.record)?.delete(one.what);
        break;
      case 'merged':
        if (rootOf(one.kept) === one.kept && rootOf(one.merged) === one.merged && one.kept !== one.merged)
          pointers = [...pointers, { kept: one.kept, merged: one.merged }];
        break;
      case 'unmerged':
        pointers = pointers.filter(({ merged }) => merged !== one.merged);
    }
  }
  const known = new Map<string, Set<string>>();
  for (const [record, whats] of put) {
    const root = rootOf(record);
    const all = known.get(root) ?? new Set();
    for (const what of whats) all.add(what);
    if (all.size > 0) known.set(root, all);
  }
  return known;
}
