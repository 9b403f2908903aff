/**
 * From a roster's bytes to a roster that makes sense, or the field that does not. Source: 70-disclosures.md 9.3, 9.7;
 * docs/decisions/1010 says what each rule keeps out.
 */
import {
  type Days,
  type Guardian,
  ORGANISATION_KINDS,
  type Organisation,
  RECIPIENT_KINDS,
  type Recipient,
  ROSTER_LIMITS,
  type Roster,
  type Unit,
} from './roster.ts';
import { keyIdOf } from './roster-hash.ts';
import { type Field, type Read, readStrictJson, readStrictly } from './roster-reader.ts';

const MOST_VERSION = 1_000_000;
const HASH = 32;
const KEY = 32;
const POINT = 65;
/** A P-256 point begins so when it is written uncompressed (SEC 1, 2.3.3). */
const UNCOMPRESSED = 4;
const SIGNATURE = 64;

/** A signed roster as it is sent and kept; `payload` and each `signature` are base64url. */
export interface SignedRoster {
  readonly payload: string;
  readonly signatures: readonly { readonly guardian: string; readonly signature: string }[];
}

/** A roster's exact bytes and who is said to have signed them. */
export interface SignedPayload {
  readonly payload: Uint8Array;
  readonly signatures: readonly { readonly guardian: string; readonly signature: Uint8Array }[];
}

/** What a program trusts before it has seen a roster: kept outside the database, and in the script that browsers load. */
export interface RosterPin {
  readonly area: string;
  readonly guardians: readonly Guardian[];
  readonly threshold: number;
  readonly version: number;
  readonly hash: string;
}

/** Refuses at the second entry that has the same `key`. */
function eachOnce<T>(
  list: readonly Field[],
  read: readonly T[],
  what: string,
  key: (one: T) => unknown,
): void {
  const seen = new Set<unknown>();
  for (const [at, one] of read.entries()) {
    if (seen.has(key(one))) list[at]?.refuse(`has the ${what} of another`);
    seen.add(key(one));
  }
}

function readHash(field: Field): string {
  field.bytes(HASH);
  return field.text();
}

function readGuardians(field: Field): readonly Guardian[] {
  const list = field.list(ROSTER_LIMITS.guardians, 2);
  const guardians = list.map((one) => {
    const { id, name, key } = one.fields('id', 'name', 'key');
    return { id: id.id(), name: name.name(), key: key.bytes(KEY) };
  });
  eachOnce(list, guardians, 'id', ({ id }) => id);
  eachOnce(list, guardians, 'key', ({ key }) => key.join());
  return guardians;
}

function readOrganisations(field: Field): readonly Organisation[] {
  const list = field.list(ROSTER_LIMITS.organisations);
  const organisations = list.map((one) => {
    const { id, name, kind, small } = one.fields('id', 'name', 'kind', 'small');
    return { id: id.id(), name: name.name(), kind: kind.oneOf(ORGANISATION_KINDS), small: small.flag() };
  });
  eachOnce(list, organisations, 'id', ({ id }) => id);
  return organisations;
}

function known(field: Field, ids: ReadonlySet<string>, what: string): string {
  const id = field.id();
  return ids.has(id) ? id : field.refuse(`names no ${what} of this roster`);
}

/** Refuses at the first unit that is above itself. */
function noCircles(list: readonly Field[], units: readonly Unit[]): void {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const sound = new Set<string>();
  for (const [at, { id }] of units.entries()) {
    const way = new Set<string>();
    for (let up: string | null = id; up !== null && !sound.has(up); up = parents.get(up) ?? null) {
      if (way.has(up)) list[at]?.refuse('is, by its parents, above itself');
      way.add(up);
    }
    for (const one of way) sound.add(one);
  }
}

function readUnits(field: Field, organisations: ReadonlySet<string>): readonly Unit[] {
  const list = field.list(ROSTER_LIMITS.units);
  const rows = list.map((one) => one.fields('id', 'organisation', 'name', 'parent'));
  const ids = new Set(rows.map(({ id }) => id.id()));
  const units = rows.map(({ id, organisation, name, parent }) => ({
    id: organisations.has(id.id()) ? id.refuse('is the id of an organisation too') : id.id(),
    organisation: known(organisation, organisations, 'organisation'),
    name: name.name(),
    parent: parent.orNull((one) => known(one, ids, 'unit')),
  }));
  eachOnce(list, units, 'id', ({ id }) => id);
  noCircles(list, units);
  return units;
}

function readAway(field: Field): readonly Days[] {
  return field.list(ROSTER_LIMITS.away).map((one) => {
    const { from, until } = one.fields('from', 'until');
    const days = { from: from.day(), until: until.day() };
    return days.until < days.from ? one.refuse('ends before it begins') : days;
  });
}

const RECIPIENT_FIELDS = [
  'id',
  'name',
  'post',
  'organisation',
  'unit',
  'manages',
  'interests',
  'kind',
  'seal',
  'sign',
  'from',
  'until',
  'away',
  'seen',
] as const;

/** The ids that an entry may name, and the day it was signed for. */
interface Known {
  readonly organisations: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
  readonly issued: string;
}

function readRecipient(one: Field, { organisations, units, issued }: Known): Recipient {
  const field = one.fields(...RECIPIENT_FIELDS);
  const [seal, sign] = [field.seal.bytes(POINT), field.sign.bytes(KEY)];
  if (seal[0] !== UNCOMPRESSED) field.seal.refuse('must be an uncompressed point of P-256');
  const from = field.from.day();
  const until = field.until.orNull((day) => day.day());
  if (until !== null && until < from) field.until.refuse('is before the first day');
  const seen = field.seen.orNull((day) => day.day());
  if (seen !== null && seen > issued) field.seen.refuse('is after the roster was issued');
  return {
    id: field.id.id(),
    name: field.name.name(),
    post: field.post.name(),
    organisation: known(field.organisation, organisations, 'organisation'),
    unit: field.unit.orNull((unit) => known(unit, units, 'unit')),
    manages: field.manages.list(ROSTER_LIMITS.units).map((unit) => known(unit, units, 'unit')),
    interests: field.interests
      .list(ROSTER_LIMITS.units + ROSTER_LIMITS.organisations)
      .map((id) => (organisations.has(id.id()) ? id.id() : known(id, units, 'unit or organisation'))),
    kind: field.kind.oneOf(RECIPIENT_KINDS),
    seal,
    sign,
    from,
    until,
    away: readAway(field.away),
    seen,
    keyId: keyIdOf(seal, sign),
  };
}

function readRecipients(field: Field, from: Known): readonly Recipient[] {
  const list = field.list(ROSTER_LIMITS.recipients);
  const recipients = list.map((one) => readRecipient(one, from));
  eachOnce(list, recipients, 'id', ({ id }) => id);
  eachOnce(list, recipients, 'sealing key', ({ seal }) => seal.join());
  eachOnce(list, recipients, 'signing key', ({ sign }) => sign.join());
  // Somebody who stands here twice could be ticked once and still read: who discloses sees names.
  eachOnce(list, recipients, 'name and organisation', ({ name, organisation }) => `${organisation} ${name}`);
  return recipients;
}

function readRoster(whole: Field): Roster {
  const field = whole.fields(
    'heed',
    'area',
    'version',
    'previous',
    'issued',
    'expires',
    'guardians',
    'threshold',
    'organisations',
    'units',
    'recipients',
  );
  field.heed.oneOf(['roster 1']);
  const version = field.version.whole(1, MOST_VERSION);
  const previous = field.previous.orNull(readHash);
  if ((version === 1) !== (previous === null))
    field.previous.refuse('must be null in version 1, and in no other');
  const [issued, expires] = [field.issued.day(), field.expires.day()];
  if (expires < issued) field.expires.refuse('is before it was issued');
  const guardians = readGuardians(field.guardians);
  const organisations = readOrganisations(field.organisations);
  const organisationIds = new Set(organisations.map(({ id }) => id));
  const units = readUnits(field.units, organisationIds);
  return {
    area: field.area.name(),
    version,
    previous,
    issued,
    expires,
    guardians,
    threshold: field.threshold.whole(2, guardians.length),
    organisations,
    units,
    recipients: readRecipients(field.recipients, {
      organisations: organisationIds,
      units: new Set(units.map(({ id }) => id)),
      issued,
    }),
  };
}

/**
 * The roster in these bytes (at most 512 KiB), or the field that is wrong. Says nothing of who signed it: `verifyRoster` does. Never
 * throws.
 */
export function parseRoster(payload: Uint8Array): Read<Roster> {
  return readStrictJson(payload, ROSTER_LIMITS.bytes, readRoster);
}

function readSigned(whole: Field): SignedPayload {
  const { payload, signatures } = whole.fields('payload', 'signatures');
  return {
    payload: payload.someBytes(),
    signatures: signatures.list(ROSTER_LIMITS.signatures).map((one) => {
      const { guardian, signature } = one.fields('guardian', 'signature');
      return { guardian: guardian.id(), signature: signature.bytes(SIGNATURE) };
    }),
  };
}

/** A signed roster that came as JSON, with others or alone. What was signed is not read. Never throws. */
export function readSignedRoster(value: unknown): Read<SignedPayload> {
  return readStrictly(value, readSigned);
}

/** A signed roster in a file of its own, at most 1 MiB. What was signed is not read. Never throws. */
export function parseSignedRoster(file: Uint8Array): Read<SignedPayload> {
  return readStrictJson(file, 2 * ROSTER_LIMITS.bytes, readSigned);
}

/** A pin from its file. Never throws. */
export function parseRosterPin(bytes: Uint8Array): Read<RosterPin> {
  return readStrictJson(bytes, ROSTER_LIMITS.bytes, (whole) => {
    const field = whole.fields('heed', 'area', 'guardians', 'threshold', 'version', 'hash');
    field.heed.oneOf(['roster pin 1']);
    const guardians = readGuardians(field.guardians);
    return {
      area: field.area.name(),
      guardians,
      threshold: field.threshold.whole(2, guardians.length),
      version: field.version.whole(1, MOST_VERSION),
      hash: readHash(field.hash),
    };
  });
}
