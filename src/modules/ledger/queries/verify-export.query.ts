/**
 * Verifying an export: a folder, a key, and nothing else; no database, no secret. Reads each file once and holds a bundle, a
 * tile and the edges of the tree, however long the log. Source: 40-ledger.md (Verifying).
 */
import type { TreeHead } from '../domain/checkpoint.ts';
import { MOST_ENTRY_BYTES, readBundle } from '../domain/entry-bundle.ts';
import { isCanonicalEntry } from '../domain/entry-form.ts';
import type { BodyCrypto } from '../domain/exported-body.ts';
import { type LogFault, sayFault } from '../domain/log-faults.ts';
import { Malformed, refuse } from '../domain/malformed.ts';
import { readSignedHead, type SignedHead, type Trusted } from '../domain/signed-head.ts';
import { MOST_NOTE_BYTES } from '../domain/signed-note.ts';
import { formatBundlePath, formatTilePath, TILE_WIDTH, tileWidth } from '../domain/tile.ts';
import { HASH_BYTES, type TreeHasher } from '../domain/tree-hasher.ts';
import { parseDecimal } from '../domain/tree-size.ts';
import { createUpperTiles, findTileFault } from '../domain/upper-tiles.ts';
import { formatVerifierKey } from '../domain/verifier-key.ts';
import { createLogVerifier } from '../domain/verify-log.ts';
import type { VerifySignature } from '../domain/verify-note.ts';
import type { LogFolder } from '../ports.ts';
import { type BodiesFound, openBodies } from './verify-bodies.query.ts';
import { verifyOlderParts } from './verify-older-parts.query.ts';

/** The largest bundle there can be: 256 of the longest entries, each after its length. */
export const MOST_BUNDLE_BYTES = TILE_WIDTH * (2 + MOST_ENTRY_BYTES);
/** A tile is exact; this leaves room to say that one is too long. */
export const MOST_TILE_BYTES = 2 * TILE_WIDTH * HASH_BYTES;

/** What the export is held against. */
export interface ExportToVerify {
  readonly folder: LogFolder;
  readonly trusted: Trusted;
  /** Checkpoints of the same log, or of those before it, that were kept, as files, however many, in no order. */
  readonly earlier: readonly Uint8Array[];
  /** Trees that this log is known to have been, besides. */
  readonly known?: readonly TreeHead[];
  readonly hasher: TreeHasher;
  readonly verify: VerifySignature;
  readonly crypto: BodyCrypto;
}

/** What was found of one log. Sound when there are no `faults`. */
export interface LogFindings {
  readonly head: SignedHead;
  /** Plain sentences: first those that point at one entry, by its index, then those about a stretch. */
  readonly faults: readonly string[];
  /** Earlier checkpoints that the log was found to begin with. */
  readonly earlier: number;
  /** `null` where no words were exported. */
  readonly bodies: BodiesFound | null;
}

function readHead({ folder, trusted, verify }: ExportToVerify): SignedHead {
  const checkpoint = folder.read('checkpoint', MOST_NOTE_BYTES);
  if (!checkpoint)
    refuse('There is no file called checkpoint in this folder, so it is no export of a ledger.');
  return readSignedHead(checkpoint, trusted, verify);
}

/** Faults of the key that lies beside the log: it proves nothing, but it must not say another thing than you were told. */
function judgeKey({ folder, trusted }: ExportToVerify): readonly string[] {
  const bytes = folder.read('key', MOST_NOTE_BYTES);
  if (!bytes) return ['The file called key is missing.'];
  const same = Buffer.from(bytes).toString('utf8') === `${formatVerifierKey(trusted.key)}\n`;
  return same ? [] : ['The file called key does not hold the key that you gave.'];
}

/** What is read of a folder by the numbers of its tiles and bundles. */
const fileReader = (folder: LogFolder) => ({
  bundle: (index: number, width: number) =>
    folder.read(formatBundlePath({ index, width }), MOST_BUNDLE_BYTES),
  tile: (level: number, index: number, width: number) =>
    folder.read(formatTilePath({ level, index, width }), MOST_TILE_BYTES),
});

/** The first entry of a log of `size`, as it lies in the folder; `null` where it can't be read. */
export function readFirstEntry(folder: LogFolder, size: number): Uint8Array | null {
  const bundle = size === 0 ? null : fileReader(folder).bundle(0, tileWidth(0, 0, size));
  return (bundle && readBundle(bundle).entries[0]) ?? null;
}

function readEarlier({ earlier, trusted, verify }: ExportToVerify): readonly TreeHead[] {
  return earlier.map((bytes) => {
    const { checkpoint, doubt } = readSignedHead(bytes, { ...trusted, witnesses: [], quorum: 0 }, verify);
    if (doubt !== null) throw new Malformed(`An earlier checkpoint can't be used. ${doubt}`);
    return checkpoint;
  });
}

/** Where an export that was made with `--from` begins; 0 for a whole one. */
function readFrom(folder: LogFolder): number {
  const bytes = folder.read('from', 32);
  return bytes ? parseDecimal(Buffer.from(bytes).toString('utf8').replace(/\n$/, '')) : 0;
}

interface Surveyed {
  /** Bundles there could be, counted to the last one that is there. */
  readonly bundles: number;
  readonly bodies: readonly number[];
}

/** Looks at every name before anything is read: what has no place in a log of this size is not passed over. */
function survey(folder: LogFolder, size: number): Surveyed {
  let bundles = 0;
  const bodies: number[] = [];
  for (const file of folder.survey()) {
    if (file.kind === 'bodies') bodies.push(file.from);
    if (file.kind === 'bodies' || file.kind === 'other') continue;
    const level = file.kind === 'hashes' ? file.level : 0;
    if (file.width > tileWidth(level, file.index, size))
      throw new Malformed(`${JSON.stringify(file.path)} has no place in a log of ${size} entries.`);
    if (file.kind === 'entries') bundles = Math.max(bundles, file.index + 1);
    if (bodies.length > 10_000) refuse('There are more files of exported words than any export has.');
  }
  return { bundles, bodies };
}

/** Faults that point at one entry come before those that say "somewhere from here on", each kind by index. */
function byUse(a: LogFault, b: LogFault): number {
  const isWide = ({ first, before }: LogFault) => (before - first > 1 ? 1 : 0);
  return isWide(a) - isWide(b) || a.first - b.first;
}

/** Verifies the export of one log. Throws `Malformed`, with a sentence, for a folder that can't be read as one. */
export function verifyOneLog(given: ExportToVerify): LogFindings {
  const { folder, hasher, crypto } = given;
  const head = readHead(given);
  const doubts = [...(head.doubt === null ? [] : [head.doubt]), ...judgeKey(given)];
  const earlier = [...readEarlier(given), ...(given.known ?? [])];
  const { size } = head.checkpoint;
  const { bundles, bodies: starts } = survey(folder, size);
  const from = readFrom(folder);
  const read = fileReader(folder);
  if (from > size) refuse('The export says that it begins after the end of the log.');
  if (from >= TILE_WIDTH && !read.bundle(0, TILE_WIDTH))
    throw new Malformed(
      `This export begins at entry ${from}: lay it over the export that you have of the entries before, then verify that.`,
    );
  const faults: LogFault[] = [];
  const upper = createUpperTiles((tile, hashes) => {
    const fault = findTileFault(tile, hashes, read.tile(tile.level, tile.index, tile.width));
    if (fault) faults.push(fault);
  });
  const verifier = createLogVerifier({
    head: head.checkpoint,
    earlier,
    hasher,
    isCanonical: isCanonicalEntry,
    onSubtree: upper.add,
  });
  const bodies = starts.length > 0 ? openBodies(folder, starts, crypto) : null;
  try {
    for (let index = 0; verifier.next < size && index < bundles; index += 1) {
      const width = tileWidth(0, index, size);
      const [bundle, tile] = [read.bundle(index, width), read.tile(0, index, width)];
      if (tile?.length !== width * HASH_BYTES) {
        const place = index * TILE_WIDTH + Math.min(width - 1, Math.floor((tile?.length ?? 0) / HASH_BYTES));
        faults.push({ kind: 'tile-altered', first: place, before: place + 1 });
      }
      verifier.addBundle(bundle, tile);
      if (bodies && bundle) bodies.check(index * TILE_WIDTH, readBundle(bundle).entries);
    }
    const verdict = verifier.finish();
    if (!verdict.sound) faults.push(...verdict.faults);
    else upper.finish();
    if (verdict.sound && bodies) faults.push(...bodies.finish(size));
  } finally {
    bodies?.close();
  }
  if (faults.length === 0) faults.push(...verifyOlderParts(folder, size, read));
  const sorted = faults.toSorted(byUse).map(sayFault);
  return {
    head,
    faults: [...doubts, ...new Set(sorted)],
    earlier: given.earlier.length,
    bodies: bodies?.found() ?? null,
  };
}
