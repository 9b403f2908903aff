import {
  type Guardian,
  listRosterChanges,
  listSigners,
  openSignedRoster,
  parseRoster,
  parseSignedRoster,
  type ReadRoster,
  readAloud,
  rosterHash,
  rosterMessage,
  type SignedPayload,
  toBase64url,
} from '../../modules/disclosures/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { askPassphrase, askYes } from './ask.ts';
import {
  mustRead,
  nameOf,
  needOption,
  needSigned,
  reading,
  readNamedFile,
  toFileText,
  verify,
  writeNewFile,
} from './guardian-files.ts';
import { type GuardianKeyFile, openGuardianKey, readGuardianKey } from './guardian-key.ts';

/** A draft, whose bytes are what will be signed, or a roster that others signed already. */
function readRosterFile(typed: string): ReadRoster {
  const bytes = readNamedFile(typed);
  const signed = parseSignedRoster(bytes);
  if (signed.ok) return mustRead(typed, openSignedRoster(signed));
  return {
    roster: mustRead(typed, parseRoster(bytes)),
    payload: bytes,
    signatures: [],
    hash: rosterHash(bytes),
  };
}

/** The roster before: the one named, once it is the one that `next` follows; `null` before the first. */
async function readPrevious(call: Call, next: ReadRoster): Promise<ReadRoster | null> {
  const { previous, first } = call.options;
  if ((typeof previous === 'string') === (first === true))
    throw new OperatorError('Give the last signed roster with --previous; for the first there is --first.');
  if (typeof previous !== 'string') {
    if (next.roster.version !== 1) throw new OperatorError(`${nameOf(next)} is not a first version.`);
    return null;
  }
  const before = await needSigned(previous);
  if (before.roster.area !== next.roster.area)
    throw new OperatorError(`${previous} is of another area (${before.roster.area}).`);
  if (before.roster.version + 1 !== next.roster.version || before.hash !== next.roster.previous)
    throw new OperatorError(
      `${nameOf(next)} does not follow ${previous}, which is version ${before.roster.version}.`,
    );
  return before;
}

/** Whose signatures count for `next`: those of the guardians before, and of its own, each key once. */
function listCounting(before: ReadRoster | null, next: ReadRoster): readonly Guardian[] {
  const counting = new Map<string, Guardian>();
  for (const one of [...(before?.roster.guardians ?? []), ...next.roster.guardians]) {
    const key = toBase64url(one.key);
    const { id } = counting.get(key) ?? one;
    // A signature names its guardian by id: under two it would count for one of the rosters alone.
    if (id !== one.id)
      throw new OperatorError(`The guardian ${id} has become ${one.id}: keep the id with the key.`);
    counting.set(key, one);
  }
  return [...counting.values()];
}

/** The guardian that the key is of. Throws `OperatorError` where it is of none, or has signed. */
function findGuardian(
  file: GuardianKeyFile,
  counting: readonly Guardian[],
  signed: readonly Guardian[],
): Guardian {
  const guardian = counting.find(({ key }) => toBase64url(key) === file.key);
  if (!guardian) throw new OperatorError('This key is of no guardian of this roster, nor of the one before.');
  if (signed.includes(guardian)) throw new OperatorError(`${guardian.name} has signed this already.`);
  return guardian;
}

function sayWhatIsSigned(call: Call, before: ReadRoster | null, next: ReadRoster): void {
  const { issued, expires } = next.roster;
  call.say(`${nameOf(next)}, issued ${issued}, good until ${expires}.`);
  call.say(
    before
      ? `It follows version ${before.roster.version}: ${readAloud(before.payload)}`
      : 'It is the first, and follows none.',
  );
  const changes = listRosterChanges(before?.roster ?? null, next.roster);
  call.say(before ? 'What changes:' : 'What is in it:');
  for (const change of changes) call.say(`- ${change}`);
  if (changes.length === 0) call.say('- Nothing but its dates.');
  call.say('To read aloud, before anybody signs; each must hear the same:');
  call.say(readAloud(next.payload));
}

/** What is still missing, in sentences. */
async function sayMissing(call: Call, before: ReadRoster | null, next: ReadRoster, signed: SignedPayload) {
  const old = before ? [{ of: 'the roster before', roster: before.roster }] : [];
  for (const { of, roster } of [...old, { of: 'this roster', roster: next.roster }]) {
    const have = (await listSigners(signed, roster.guardians, verify)).map(({ name }) => name);
    const enough = have.length >= roster.threshold ? 'enough' : 'not enough yet';
    call.say(
      `Guardians of ${of} who signed: ${have.join(', ') || 'none'}. It takes ${roster.threshold}: ${enough}.`,
    );
  }
}

async function run(call: Call): Promise<number> {
  return reading(async () => {
    const keyPath = needOption(call, 'key', 'your key');
    const rosterPath = needOption(call, 'roster', 'the draft, or the roster that others signed');
    const out = needOption(call, 'out', 'the file for the signed roster');
    const file = readGuardianKey(keyPath, readNamedFile(keyPath));
    const next = readRosterFile(rosterPath);
    const before = await readPrevious(call, next);
    const counting = listCounting(before, next);
    const signed = await listSigners(next, counting, verify);
    if (signed.length < next.signatures.length)
      throw new OperatorError(
        `${rosterPath} has a signature that is not a guardian’s, or not of this text. Begin again from the draft.`,
      );
    const guardian = findGuardian(file, counting, signed);
    sayWhatIsSigned(call, before, next);
    if (call.options.yes !== true && !(await askYes(`Sign it as ${guardian.name}?`))) {
      call.say('Not signed.');
      return 1;
    }
    const sign = openGuardianKey(file, await askPassphrase(false, call.env));
    const signature = sign(rosterMessage(next.payload));
    const done = {
      payload: next.payload,
      signatures: [...next.signatures, { guardian: guardian.id, signature }],
    };
    writeNewFile(
      out,
      toFileText({
        payload: toBase64url(done.payload),
        signatures: done.signatures.map((one) => ({ ...one, signature: toBase64url(one.signature) })),
      }),
    );
    call.say(`Signed as ${guardian.name}: ${out}.`);
    await sayMissing(call, before, next, done);
    return 0;
  });
}

export const guardianSign: OperatorCommand = {
  name: 'guardian sign',
  takes: '--key FILE --roster DRAFT-OR-SIGNED (--previous SIGNED | --first) --out SIGNED [--yes]',
  summary: 'Says what a roster changes, and adds a guardian’s signature to it.',
  help: `--key FILE          the guardian's key, from \`heed guardian make-key\`
--roster FILE       a draft, or a roster that other guardians signed already
--previous SIGNED   the last signed roster, your own copy of it: what changes since is said first
--first             there is none before
--out SIGNED        where the roster goes with your signature added
--yes               signs without asking; the passphrase is asked for all the same

A roster takes the signatures of enough guardians of the one before and, where it names others, of enough of its own. What is
signed is the draft's exact bytes: whoever changes a space in it begins again.`,
  words: [0, 0],
  options: {
    key: { type: 'string' },
    roster: { type: 'string' },
    previous: { type: 'string' },
    first: { type: 'boolean' },
    out: { type: 'string' },
    yes: { type: 'boolean' },
  },
  run,
};
