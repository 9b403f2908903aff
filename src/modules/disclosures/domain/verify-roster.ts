/**
 * Whether a roster may be used: a chain of signatures from the pin to it, and not older than what was used before. Source:
 * 70-disclosures.md 9.3 (hash-chained, two of three guardians; a browser refuses an older or unsigned roster), 10.13.
 */
import { concatBytes, utf8 } from '../../../kernel/bytes.ts';
import { type Day, type Guardian, type Recipient, ROSTER_LIMITS, type Roster } from './roster.ts';
import { dayNumber } from './roster-days.ts';
import { rosterHash } from './roster-hash.ts';
import {
  parseRoster,
  type RosterPin,
  readSignedRoster,
  type SignedPayload,
  type SignedRoster,
} from './roster-parse.ts';
import type { Read } from './roster-reader.ts';

/** Whether `signature` (64 bytes) is the Ed25519 key's (32 bytes) over `message`. Answers false for what is no key; rejects when it can't tell. */
export type VerifySignature = (
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
) => Promise<boolean>;

/**
 * Why a roster is not used, for whoever was about to disclose: with each of these nothing is sent.
 * `forked`: two rosters where there can be one, or one of another area. `expired`: not for today.
 */
export const ROSTER_REFUSALS = {
  unsigned: 'The list of those who can read this is not signed by those who look after it.',
  old: 'The list of those who can read this is older than one that was used before.',
  forked: 'There are two different lists of those who can read this, and one of them is false.',
  malformed: 'The list of those who can read this is damaged.',
  expired: 'The list of those who can read this is not meant for today, as this device has the date.',
} as const;
export type RosterRefusal = keyof typeof ROSTER_REFUSALS;

/** A version of the roster by its number and hash, as a discloser's last visit kept it. */
export interface KnownRoster {
  readonly version: number;
  readonly hash: string;
}

export type VerifiedRoster =
  | { readonly ok: true; readonly roster: Roster; readonly version: number; readonly hash: string }
  | { readonly ok: false; readonly why: RosterRefusal; readonly plain: string };

/** A signed roster read as far as that can be done without trusting it. */
export interface ReadRoster extends SignedPayload {
  readonly roster: Roster;
  readonly hash: string;
}

/** The roster in a signed one. Who signed it, `listSigners` says. Never throws. */
export function openSignedRoster(signed: Read<SignedPayload>): Read<ReadRoster> {
  if (!signed.ok) return signed;
  const roster = parseRoster(signed.value.payload);
  if (!roster.ok) return roster;
  return {
    ok: true,
    value: { ...signed.value, roster: roster.value, hash: rosterHash(signed.value.payload) },
  };
}

/** What a guardian signs of a roster: a label, and its bytes as they are. */
export function rosterMessage(payload: Uint8Array): Uint8Array {
  return concatBytes(utf8('heed roster 1\n'), payload);
}

/** Which of `guardians` signed, each once. */
export async function listSigners(
  { payload, signatures }: SignedPayload,
  guardians: readonly Guardian[],
  verify: VerifySignature,
): Promise<readonly Guardian[]> {
  const message = rosterMessage(payload);
  const signers: Guardian[] = [];
  for (const one of guardians)
    for (const { guardian, signature } of signatures)
      if (guardian === one.id && !signers.includes(one) && (await verify(signature, message, one.key)))
        signers.push(one);
  return signers;
}

/** Those whose signatures count, and how many of them are needed. */
export type Guarding = Pick<Roster, 'guardians' | 'threshold'>;

/** Whether both name the same guardians, with the same keys, and the same number of them. */
export function sameGuardians(a: Guarding, b: Guarding): boolean {
  const list = ({ guardians, threshold }: Guarding) =>
    [threshold, ...guardians.map(({ id, key }) => `${id} ${key.join()}`).sort()].join('\n');
  return list(a) === list(b);
}

interface Asked {
  /** Signed rosters as they were sent, from the pinned version or the next on, the newest last; earlier ones are passed over. */
  readonly chain: readonly SignedRoster[];
  readonly pin: RosterPin;
  readonly today: Day;
  readonly known?: KnownRoster | null;
  readonly verify: VerifySignature;
}

/** Whether `link` follows what is trusted so far: `null`, or why not. */
async function judgeLink(
  link: ReadRoster,
  before: Guarding & KnownRoster,
  { pin, verify }: Asked,
): Promise<RosterRefusal | null> {
  const { roster, hash } = link;
  if (roster.area !== pin.area) return 'forked';
  if (before === pin && roster.version === pin.version) {
    if (hash !== pin.hash) return 'forked';
  } else {
    if (roster.version !== before.version + 1) return 'unsigned';
    if (roster.previous !== before.hash) return 'forked';
  }
  const enough = async ({ guardians, threshold }: Guarding) =>
    (await listSigners(link, guardians, verify)).length >= threshold;
  if (!(await enough(before))) return 'unsigned';
  return sameGuardians(before, roster) || (await enough(roster)) ? null : 'unsigned';
}

/** Whether the discloser has seen a newer roster, or another of the same number. */
function judgeKnown(
  links: readonly ReadRoster[],
  known: KnownRoster | null | undefined,
): RosterRefusal | null {
  if (!known) return null;
  const newest = links[links.length - 1];
  if (!newest || newest.roster.version < known.version) return 'old';
  const same = links.find(({ roster }) => roster.version === known.version);
  return same && same.hash !== known.hash ? 'forked' : null;
}

function judgeDay({ issued, expires }: Roster, today: Day): RosterRefusal | null {
  const [now, from] = [dayNumber(today), dayNumber(issued)];
  return now === null || from === null || today > expires || from > now + 1 ? 'expired' : null;
}

async function judgeChain(asked: Asked): Promise<ReadRoster | RosterRefusal> {
  if (asked.chain.length === 0 || asked.chain.length > ROSTER_LIMITS.chain) return 'malformed';
  const read: ReadRoster[] = [];
  for (const signed of asked.chain) {
    const one = openSignedRoster(readSignedRoster(signed));
    if (!one.ok) return 'malformed';
    read.push(one.value);
  }
  const links = read.filter(({ roster }) => roster.version >= asked.pin.version);
  const newest = links[links.length - 1];
  if (!newest) return 'old';
  let before: Guarding & KnownRoster = asked.pin;
  for (const link of links) {
    const why = await judgeLink(link, before, asked);
    if (why) return why;
    before = { ...link.roster, hash: link.hash };
  }
  return judgeKnown(links, asked.known) ?? judgeDay(newest.roster, asked.today) ?? newest;
}

/**
 * The newest roster of the chain, when every version is signed by enough guardians of the one before (the first by the pin's), and,
 * where it names others, by enough of its own; or why it must not be used. Rejects only when `verify` does.
 */
export async function verifyRoster(asked: Asked): Promise<VerifiedRoster> {
  const judged = await judgeChain(asked);
  if (typeof judged === 'string') return { ok: false, why: judged, plain: ROSTER_REFUSALS[judged] };
  return { ok: true, roster: judged.roster, version: judged.roster.version, hash: judged.hash };
}

/** Everybody in a chain that was verified, by key id: also those who have left the list since, for what they signed is still theirs. */
export function listEverybody(chain: readonly SignedRoster[]): ReadonlyMap<string, Recipient> {
  const all = chain.flatMap((signed) => {
    const read = openSignedRoster(readSignedRoster(signed));
    return read.ok ? read.value.roster.recipients : [];
  });
  return new Map(all.map((one) => [one.keyId, one]));
}
