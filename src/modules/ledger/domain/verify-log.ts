/**
 * The heart of the offline verifier: takes a whole log, bundle by bundle in order, and says what is wrong with it and where.
 * Source: 40-ledger.md (Verifying); RFC 9162; C2SP tlog-tiles.
 *
 * A signature alone does not stop whoever holds the key: a log rewritten and signed again with the real key is sound by
 * itself. Only a tree that somebody else remembers (an earlier checkpoint, or one that a witness cosigned) shows it.
 *
 * It is for the caller to check who signed the checkpoints (`verify-note.ts`), and to fetch the files. Memory does not grow
 * with the log: two trees' edges and at most two bundles.
 */
import type { TreeHead } from './checkpoint.ts';
import { createBalance, findDifference, type Stretch } from './compare-entries.ts';
import { readBundle } from './entry-bundle.ts';
import type { OnSubtree } from './frontier.ts';
import { deriveVerdict, type Found, listFaults, type Remembered } from './log-evidence.ts';
import type { LogVerdict } from './log-faults.ts';
import { TILE_WIDTH } from './tile.ts';
import { HASH_BYTES, type TreeHasher } from './tree-hasher.ts';
import { createTwoTrees } from './two-trees.ts';

/** What a log is held against. */
export interface LogToVerify {
  /** The tree that the log claims to be. */
  readonly head: TreeHead;
  /** Trees it is known to have been, however many, in no order. */
  readonly earlier: readonly TreeHead[];
  readonly hasher: TreeHasher;
  /** Whether an entry's bytes are in the one form an entry has. */
  readonly isCanonical: (entry: Uint8Array) => boolean;
  /** Told of the subtrees of the kept hashes as they become complete, so that the tiles above can be checked too. */
  readonly onSubtree?: OnSubtree;
}

export interface LogVerifier {
  /** The index of the first entry of the bundle it wants next; the log's size when it has had them all. */
  readonly next: number;
  /**
   * Takes the next bundle, and the level 0 tile with the hashes kept for it (a wider one, of a log that has grown since, does
   * as well). `null` for a bundle that is not there, or for a tile when only the entries are to be checked. Throws `RangeError` after the last.
   */
  addBundle(bundle: Uint8Array | null, tile: Uint8Array | null): void;
  /** The verdict. What was not handed in counts as missing. */
  finish(): LogVerdict;
}

/** True when the tile has this hash at place `i`. Compared where it lies, for there are millions of them. */
function isKeptAt(tile: Uint8Array, i: number, hash: Uint8Array): boolean {
  const offset = i * HASH_BYTES;
  for (let b = 0; b < HASH_BYTES; b += 1) if (tile[offset + b] !== hash[b]) return false;
  return true;
}

/** The first `width` hashes of a tile, in bytes of their own. */
function listKept(tile: Uint8Array, width: number): readonly Uint8Array[] {
  return Array.from({ length: width }, (_, i) => tile.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

function joinStretches(a: Stretch, b: Stretch): Stretch {
  return {
    made: [...a.made, ...b.made],
    kept: [...a.kept, ...b.kept],
    places: a.places + b.places,
    unreadableAt: a.unreadableAt ?? (b.unreadableAt === null ? null : a.made.length + b.unreadableAt),
  };
}

/** Builds a verifier, to be used once. */
export function createLogVerifier({
  head,
  earlier,
  hasher,
  isCanonical,
  onSubtree,
}: LogToVerify): LogVerifier {
  const trees = createTwoTrees(hasher, undefined, onSubtree ?? null);
  const balance = createBalance();
  const remembered = earlier.filter(({ size }) => size <= head.size).sort((a, b) => a.size - b.size);
  const compared: Remembered[] = [];
  let next = 0;
  /** The bundle with the first difference, kept until the next one shows whether the rest has shifted. */
  let open: { readonly start: number; readonly stretch: Stretch } | null = null;
  let difference: Found | null = null;
  let shortTile: number | null = null;
  let notCanonical: number | null = null;
  /** False once some bundle had more or fewer entries than places: what follows stands at no certain place. */
  let counted = true;

  function compareRemembered(): void {
    for (let one = remembered[compared.length]; one?.size === next; one = remembered[compared.length])
      compared.push({ size: next, agrees: trees.compare(one.root) });
  }

  /** Takes one place into both trees, and says whether its entry is there and hashes to what was kept. */
  function addPlace(entry: Uint8Array | null, made: Uint8Array | null, tile: Uint8Array | null, i: number) {
    const alike = made !== null && (tile === null || isKeptAt(tile, i, made));
    const kept = alike || tile === null ? made : tile.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES);
    const certain = counted ? made : null;
    trees.append(tile === null ? certain : kept, certain);
    if (!alike && made && kept) balance.add(made, kept);
    if (alike && entry && notCanonical === null && !isCanonical(entry)) notCanonical = next;
    next += 1;
    compareRemembered();
    return alike;
  }

  /** Says what happened in the stretch that differs, laid against `following` too where that is there. */
  function settle(following: Stretch | null = null): void {
    if (!open) return;
    const { start, stretch } = open;
    const alone = findDifference(stretch);
    const joined = following ? findDifference(joinStretches(stretch, following)) : alone;
    // Whoever moved entries up or down may have moved the hashes kept for the next bundle along with them.
    const best = joined?.kind === 'entry-altered' ? (alone ?? joined) : joined;
    // A stretch without a difference was kept because its bundles divide the right entries at the wrong place.
    const found = best ?? { kind: 'bundle-malformed', at: 0 };
    difference = { kind: found.kind, first: start + found.at };
    open = null;
  }

  /** Keeps the first stretch that differs, with the one after it, and then says what happened there. */
  function examine(start: number, stretch: Stretch): void {
    if (open) {
      settle(stretch);
      return;
    }
    open = { start, stretch };
    // Where the kept hashes of a place are not known, the next stretch could not be laid against this one.
    if (stretch.kept.length < stretch.places) settle();
  }

  function addBundle(bundle: Uint8Array | null, wholeTile: Uint8Array | null): void {
    const start = next;
    const places = Math.min(TILE_WIDTH, head.size - start);
    if (places === 0) throw new RangeError('the log has no more entries');
    const { entries, whole } = bundle ? readBundle(bundle) : { entries: [], whole: true };
    const made = entries.map((entry) => hasher.leaf(entry));
    const tile = wholeTile && wholeTile.length >= places * HASH_BYTES ? wholeTile : null;
    if (wholeTile && !tile) shortTile ??= start + Math.floor(wholeTile.length / HASH_BYTES);
    let alike = whole && entries.length === places;
    if (!alike) counted = false;
    for (let i = 0; i < places; i += 1)
      if (!addPlace(entries[i] ?? null, made[i] ?? null, tile, i)) alike = false;
    if (difference || (alike && !open)) return;
    // Without the hashes kept for this bundle, the one before can't be laid against it.
    if (open && !tile) {
      settle();
      return;
    }
    const kept = tile ? listKept(tile, places) : made.slice(0, places);
    examine(start, { made, kept, places, unreadableAt: whole ? null : entries.length });
  }

  function finish(): LogVerdict {
    settle();
    if (next < head.size) difference ??= { kind: 'entry-missing', first: next };
    return deriveVerdict(
      listFaults({
        head,
        earlier,
        compared,
        agrees: next === head.size ? trees.compare(head.root) : { kept: null, made: null },
        difference,
        isOnlyOrder: counted && balance.isEven(),
        shortTile,
        notCanonical,
      }),
    );
  }

  compareRemembered();
  return {
    get next() {
      return next;
    },
    addBundle,
    finish,
  };
}
