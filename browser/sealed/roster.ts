/**
 * The list of those who can read a disclosure, checked in the browser against the pin that is part of this script. Source:
 * 70-disclosures.md 9.3, 9.12, 10.13: older, unsigned or forked, and nothing is sent.
 */
import type { Recipient } from '../../src/modules/disclosures/domain/roster.ts';
import { parseRosterPin, type SignedRoster } from '../../src/modules/disclosures/domain/roster-parse.ts';
import {
  type KnownRoster,
  listEverybody,
  type VerifiedRoster,
  verifyRoster,
} from '../../src/modules/disclosures/domain/verify-roster.ts';
import { verifyBytes } from '../../src/modules/disclosures/sealing/signature.ts';

/** Put in when the script is built. */
declare const HEED_ROSTER_PIN: string;

/** How long an answer may take before whoever waits is told, in milliseconds. */
export const SLOW_MS = 60_000;

/** Today, as this device has it. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** A request that never waits for ever, follows nobody elsewhere, and sends no cookie and no referrer. */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), SLOW_MS);
  try {
    return await fetch(url, {
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: stop.signal,
      ...init,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** What a page knows once it has asked: the newest roster, if it may be used; everybody on the list since the pin; Heed's own key. */
export interface Loaded {
  readonly verified: VerifiedRoster;
  /** By key id, also those who have left the list since: what they signed is still theirs. */
  readonly everybody: ReadonlyMap<string, Recipient>;
  /** Ed25519 key, base64url, that statements of arrival are signed with. */
  readonly statementKey: string;
}

interface Answer {
  readonly chain: readonly SignedRoster[];
  readonly statementKey: string;
}

/** Fetches the roster and checks it. `known`: what was used before. Throws where the network does. */
export async function loadRoster(known?: KnownRoster): Promise<Loaded> {
  const answer = await ask('/tell/roster');
  const { chain, statementKey } = (await answer.json()) as Answer;
  const pin = parseRosterPin(new TextEncoder().encode(HEED_ROSTER_PIN));
  const verified: VerifiedRoster = pin.ok
    ? await verifyRoster({
        chain,
        pin: pin.value,
        today: today(),
        verify: verifyBytes,
        ...(known ? { known } : {}),
      })
    : { ok: false, why: 'malformed', plain: 'This page carries no way to check it.' };
  return { verified, everybody: verified.ok ? listEverybody(chain) : new Map(), statementKey };
}
