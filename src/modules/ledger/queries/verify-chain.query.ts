/**
 * Verifying an export of a log that follows another: both, and that the first entry of the later one names what is true of the
 * earlier one as far as it is here. Source: docs/decisions/0111; 40-ledger.md (Verifying).
 */
import { readBase64, readUtf8, utf8 } from '../../../kernel/bytes.ts';
import { type Checkpoint, parseCheckpoint, type TreeHead } from '../domain/checkpoint.ts';
import {
  isNamedSigned,
  judgeHeld,
  judgeNumbers,
  placeKept,
  readOpening,
} from '../domain/judge-succession.ts';
import { readHead } from '../domain/log-chain.ts';
import { refuse } from '../domain/malformed.ts';
import { parseSuccession } from '../domain/read-succession.ts';
import { readSignedHead } from '../domain/signed-head.ts';
import { MOST_NOTE_BYTES, parseNote } from '../domain/signed-note.ts';
import type { Succession } from '../domain/succession.ts';
import type { Sha256 } from '../domain/tree-hasher.ts';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '../domain/verifier-key.ts';
import {
  type ExportToVerify,
  type LogFindings,
  readFirstEntry,
  verifyOneLog,
} from './verify-export.query.ts';

/** An export of one log or several, and what else is known of the older ones. */
export interface ChainToVerify extends ExportToVerify {
  /** Keys of older logs that came by another way; those not given are taken from what the later log says. */
  readonly olderKeys: readonly VerifierKey[];
  readonly sha256: Sha256;
}

/** A log before the exported one. */
export interface FoundBefore {
  readonly succession: Succession;
  /** How many of its entries were in the export, sound; `null` where it was not in it. */
  readonly held: number | null;
  /** What can't be said, in plain sentences. */
  readonly notes: readonly string[];
}

/** What was found of every log in the export. Sound when there are no `faults`. */
export interface ExportFindings extends LogFindings {
  /** The newest first. */
  readonly before: readonly FoundBefore[];
}

/** The statement twice notes' size at most, and a key. */
const MOST_BYTES = 2 * MOST_NOTE_BYTES;
const MOST_LOGS = 64;

type Said = { readonly succession: Succession } | { readonly fault: string } | null;

/** What the log says of the one before it, where its first entry commits to that. */
function readSaid({ folder, crypto }: ChainToVerify, size: number): Said {
  const opening = readOpening(readFirstEntry(folder, size));
  const file = folder.read('succession', MOST_BYTES);
  if (!file)
    return opening?.opens
      ? { fault: 'This log follows another one, and the file called succession, which says how, is missing.' }
      : null;
  const [statement = '', key = '', ...rest] = (readUtf8(file) ?? '').split('\n');
  const isKey = /^[0-9a-f]{64}$/.test(key) && rest.length === 1 && rest[0] === '';
  const committed = isKey
    ? `hmac-sha256:${crypto.hmac(Uint8Array.fromHex(key), utf8(statement)).toHex()}`
    : '';
  if (!opening?.opens || opening.body !== committed)
    return {
      fault: 'What the export says of the log before is not what the first entry of this log commits to.',
    };
  return { succession: parseSuccession(statement) };
}

const originOf = (note: Uint8Array) => parseCheckpoint(parseNote(note).text).origin;

/** Checkpoints of the old log that somebody kept, sorted by what can be said of them. */
function sortKept(
  { earlier, trusted, verify }: ChainToVerify,
  succession: Succession,
  key: VerifierKey,
): {
  readonly known: readonly TreeHead[];
  readonly faults: readonly string[];
  readonly notes: readonly string[];
  /** How many of them the old log is held to. */
  readonly checked: number;
} {
  const known: TreeHead[] = [];
  const faults: string[] = [];
  const notes: string[] = [];
  const places = earlier
    .filter((note) => originOf(note) === succession.previous.origin)
    .map((note): Checkpoint => {
      const { checkpoint, doubt } = readSignedHead(
        note,
        { ...trusted, key, witnesses: [], quorum: 0 },
        verify,
      );
      if (doubt !== null) faults.push(`An earlier checkpoint of ${key.name} is not signed by its key.`);
      return checkpoint;
    })
    .map((checkpoint) => placeKept(succession, checkpoint));
  for (const place of places) {
    if (place.kind === 'fault') faults.push(place.fault);
    else if (place.kind === 'to-check') known.push(place.head);
    else
      notes.push(
        `The earlier checkpoint of ${place.size} entries is of what was lost: nothing can be said of it.`,
      );
  }
  const checked = known.length;
  if (succession.lost.entries === 0) known.push(readHead(succession.previous));
  return { known, faults, notes, checked };
}

function verifyBefore(given: ChainToVerify, succession: Succession, depth: number) {
  const { previous } = succession;
  const key = parseVerifierKey(previous.key, given.sha256);
  const told = given.olderKeys.find(({ name }) => name === previous.origin);
  const faults: string[] = [...judgeNumbers(succession)];
  if (told && formatVerifierKey(told) !== previous.key)
    faults.push(`This log says that ${previous.origin} had another key than the one that you gave.`);
  if (!isNamedSigned(succession, readBase64(previous.note), key, given.verify))
    faults.push(
      `The checkpoint that this log names of ${previous.origin} is not signed by the key it names.`,
    );
  const kept = sortKept(given, succession, key);
  faults.push(...kept.faults);
  const folder = given.folder.earlier();
  const rest = given.earlier.filter((one) => originOf(one) !== previous.origin);
  if (!folder) {
    const notes = [...kept.notes, `The log ${previous.origin} is not in this export.`];
    if (rest.length > 0)
      notes.push('An earlier checkpoint that you gave is of a log that is not in this export.');
    return { faults, bodies: null, found: { succession, held: null, notes }, older: [], checked: 0 };
  }
  const trusted = { key, witnesses: [], quorum: 0 };
  const older = verifyChain({ ...given, folder, trusted, earlier: rest, known: kept.known }, depth + 1);
  const { checkpoint } = older.head;
  const left = succession.kept.size - checkpoint.size;
  const unsigned =
    left > 0
      ? [`The last ${left} entries kept of it were never signed for, and are not in this export.`]
      : [];
  return {
    faults: [
      ...faults,
      ...judgeHeld(succession, checkpoint),
      ...older.faults.map((fault) => `In the log ${previous.origin}: ${fault}`),
    ],
    bodies: older.bodies,
    found: { succession, held: checkpoint.size, notes: [...kept.notes, ...unsigned] },
    older: older.before,
    checked: kept.checked + older.earlier,
  };
}

/** Verifies an export, and every log before it that is in it. Throws `Malformed`, with a sentence, for what can't be read as one. */
export function verifyChain(given: ChainToVerify, depth = 0): ExportFindings {
  const { trusted, earlier } = given;
  const checkpoint = given.folder.read('checkpoint', MOST_NOTE_BYTES);
  if (!checkpoint) return { ...verifyOneLog(given), before: [] };
  const head = parseCheckpoint(parseNote(checkpoint).text);
  const said = depth > MOST_LOGS ? null : readSaid(given, head.size);
  if (!said) {
    if (given.folder.earlier()) refuse('"earlier" is a folder, which no export of a first log has there.');
    return { ...verifyOneLog(given), before: [] };
  }
  const own = verifyOneLog({
    ...given,
    earlier: earlier.filter((note) => originOf(note) === trusted.key.name),
  });
  if ('fault' in said) return { ...own, faults: [...own.faults, said.fault], before: [] };
  const { succession } = said;
  const faults = [...own.faults];
  if (succession.origin !== head.origin || succession.key !== formatVerifierKey(trusted.key))
    faults.push('The first entry names another log, or another key, than this one is and has.');
  const others = earlier.filter((note) => originOf(note) !== trusted.key.name);
  const before = verifyBefore({ ...given, earlier: others }, succession, depth);
  return {
    ...own,
    faults: [...faults, ...before.faults],
    earlier: own.earlier + before.checked,
    bodies: own.bodies && {
      sound: own.bodies.sound + (before.bodies?.sound ?? 0),
      erased: own.bodies.erased + (before.bodies?.erased ?? 0),
    },
    before: [before.found, ...before.older],
  };
}
