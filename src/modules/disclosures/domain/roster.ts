/**
 * The signed list of those whom a disclosure may be sealed to. Source: 70-disclosures.md 9.3 (guardians, roster), 9.7 (what
 * routing needs to know). Its format and why it is signed as it is sent: docs/decisions/1010.
 */

/** A calendar day, `YYYY-MM-DD`. Days compare as text. Not a Temporal date: browsers of five years ago have no Temporal. */
export type Day = string;

export const ORGANISATION_KINDS = [
  'council',
  'police',
  'health',
  'school',
  'provider',
  'charity',
  'regulator',
  'other',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/**
 * `recipient`: is told first. `protection`: a protection lead, who is told of reprisals. `escalation`: a body outside, told when
 * those inside do not answer.
 */
export const RECIPIENT_KINDS = ['recipient', 'protection', 'escalation'] as const;
export type RecipientKind = (typeof RECIPIENT_KINDS)[number];

/** Somebody who signs rosters and can read nothing. */
export interface Guardian {
  readonly id: string;
  readonly name: string;
  /** Ed25519 public key, 32 bytes. */
  readonly key: Uint8Array;
}

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  /** Fewer than 50 staff: nobody inside is independent of anybody. */
  readonly small: boolean;
}

/** A part of an organisation. Its line of management is its parents, theirs, and whatever is below it. */
export interface Unit {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly parent: string | null;
}

/** From the first day to the last, both included. */
export interface Days {
  readonly from: Day;
  readonly until: Day;
}

/** Somebody whom a disclosure may be sealed to. */
export interface Recipient {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  readonly organisation: string;
  readonly unit: string | null;
  /** Units whose work they answer for. */
  readonly manages: readonly string[];
  /** Units and organisations in which they declared an interest. */
  readonly interests: readonly string[];
  readonly kind: RecipientKind;
  /** P-256 public key that is sealed to, uncompressed: 65 bytes. */
  readonly seal: Uint8Array;
  /** Ed25519 public key that they sign with, 32 bytes. */
  readonly sign: Uint8Array;
  /** First and last day of the keys; no last day known: `null`. */
  readonly from: Day;
  readonly until: Day | null;
  readonly away: readonly Days[];
  /** Last day the keys are known to have been used; `null` when they were not yet. */
  readonly seen: Day | null;
  /** Names both keys: see `keyIdOf`. Derived, not in the signed text. */
  readonly keyId: string;
}

/** What the guardians sign. */
export interface Roster {
  readonly area: string;
  /** From 1, and one more each time. */
  readonly version: number;
  /** Hash of the version before; `null` for the first. */
  readonly previous: string | null;
  readonly issued: Day;
  /** Last day it may be used. */
  readonly expires: Day;
  readonly guardians: readonly Guardian[];
  /** How many guardians must sign the next version. */
  readonly threshold: number;
  readonly organisations: readonly Organisation[];
  readonly units: readonly Unit[];
  readonly recipients: readonly Recipient[];
}

/** The most that is read. A roster for a county is some hundred kilobytes. */
export const ROSTER_LIMITS = {
  bytes: 512 * 1024,
  guardians: 16,
  organisations: 500,
  units: 2_000,
  recipients: 200,
  /** Absences of one recipient. */
  away: 50,
  signatures: 32,
  /** Versions from the pinned one to the newest: forty years of one each month. */
  chain: 500,
} as const;
