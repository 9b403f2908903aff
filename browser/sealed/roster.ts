/**
 * The list of those who can read a disclosure, checked in the browser against the pin that is part of this script. Source:
 * 70-disclosures.md 9.3, 9.12, 10.13: older, unsigned or forked, and nothing is sent.
 */
import { parseRosterPin, type SignedRoster } from '../../src/modules/disclosures/domain/roster-parse.ts';
import {
  type KnownRoster,
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

async function fetchChain(): Promise<readonly SignedRoster[]> {
  const answer = await ask('/tell/roster');
  const { chain } = (await answer.json()) as { readonly chain: readonly SignedRoster[] };
  return chain;
}

/** The newest roster, if it may be used. `known`: what was used before. Throws where the network does. */
export async function loadRoster(known?: KnownRoster): Promise<VerifiedRoster> {
  const pin = parseRosterPin(new TextEncoder().encode(HEED_ROSTER_PIN));
  if (!pin.ok) return { ok: false, why: 'malformed', plain: 'This page carries no way to check it.' };
  const chain = await fetchChain();
  return verifyRoster({
    chain,
    pin: pin.value,
    today: today(),
    verify: verifyBytes,
    ...(known ? { known } : {}),
  });
}
