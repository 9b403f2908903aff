/** From what the verifier saw to what is wrong: which of two trees to believe, and what follows. Source: 40-ledger.md (Verifying). */
import { isNonEmpty } from '../../../kernel/non-empty.ts';
import type { TreeHead } from './checkpoint.ts';
import type { LogFault, LogFaultKind, LogVerdict } from './log-faults.ts';
import type { RootsAgree } from './two-trees.ts';

/** The first difference between entries and kept hashes. */
export interface Found {
  readonly kind: LogFaultKind;
  readonly first: number;
}

/** How the trees compared with an earlier one, at its size. */
export interface Remembered {
  readonly size: number;
  readonly agrees: RootsAgree;
}

/** All that was seen of a log from its first entry to its last. */
export interface Evidence {
  readonly head: TreeHead;
  readonly earlier: readonly TreeHead[];
  /** By size, the smallest first. */
  readonly compared: readonly Remembered[];
  /** How the whole trees compare with the head. */
  readonly agrees: RootsAgree;
  readonly difference: Found | null;
  /** True when every hash that differs from the one kept at its place was kept at another. */
  readonly isOnlyOrder: boolean;
  readonly shortTile: number | null;
  readonly notCanonical: number | null;
}

function point(kind: LogFaultKind, first: number): LogFault {
  return { kind, first, before: first + 1 };
}

/** The kept hashes are what was published; the entries are believed over them only where they alone have the signed root. */
function believe({ kept, made }: RootsAgree): keyof RootsAgree {
  if (kept === null) return 'made';
  return made === true && kept === false ? 'made' : 'kept';
}

function judgeDifference({ difference, agrees, isOnlyOrder }: Evidence): readonly LogFault[] {
  if (!difference) return [];
  if (agrees.made === true) return [point('tile-altered', difference.first)];
  if (difference.kind === 'entry-altered' && isOnlyOrder)
    return [point('entries-reordered', difference.first)];
  return [point(difference.kind, difference.first)];
}

/** What the believed tree says about the trees that are remembered, and about the head. */
function judgeRoots({ head, compared, agrees }: Evidence): readonly LogFault[] {
  const tree = believe(agrees);
  const faults: LogFault[] = [];
  const wrong = compared.find((one) => one.agrees[tree] === false);
  const good = compared.findLast((one) => one.agrees[tree] === true && (!wrong || one.size < wrong.size));
  const first = good?.size ?? 0;
  if (wrong) faults.push({ kind: 'tree-rewritten', first, before: wrong.size });
  if (agrees[tree] === false) faults.push({ kind: 'root-mismatch', first, before: head.size });
  return faults;
}

/** Every fault that the evidence shows, each kind once. */
export function listFaults(evidence: Evidence): readonly LogFault[] {
  const { head, earlier, shortTile, notCanonical } = evidence;
  const largest = Math.max(head.size, ...earlier.map(({ size }) => size));
  return [
    ...judgeDifference(evidence),
    ...(shortTile === null ? [] : [point('tile-altered', shortTile)]),
    ...(notCanonical === null ? [] : [point('not-canonical', notCanonical)]),
    ...judgeRoots(evidence),
    ...(largest > head.size ? [{ kind: 'tree-shrunk', first: head.size, before: largest } as const] : []),
  ];
}

/** The verdict over all faults, the one that begins earliest first. */
export function deriveVerdict(faults: readonly LogFault[]): LogVerdict {
  const sorted = faults.toSorted((a, b) => a.first - b.first);
  return isNonEmpty(sorted) ? { sound: false, faults: sorted } : { sound: true };
}
