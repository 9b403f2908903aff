/**
 * What a version changes of the one before, in sentences for the guardian who is about to sign it: nobody signs what they can't
 * read. Source: 70-disclosures.md 9.3; docs/operating/guardians.md.
 */
import { concatBytes } from '../../../kernel/bytes.ts';
import type { Guardian, Organisation, Recipient, Roster, Unit } from './roster.ts';
import { readAloud } from './roster-hash.ts';

/** An entry as its labelled details, in the order they are told. */
type Told = Readonly<Record<string, string>>;

const orNone = (list: readonly string[]) => (list.length === 0 ? 'none' : list.join(', '));

const tellGuardian = ({ name, key }: Guardian): Told => ({ name, key: readAloud(key) });

const tellOrganisation = ({ name, kind, small }: Organisation): Told => ({
  name,
  kind,
  staff: small ? 'fewer than 50' : '50 or more',
});

const tellUnit = ({ name, organisation, parent }: Unit): Told => ({
  name,
  organisation,
  below: parent ?? 'nothing',
});

/** What two people read aloud of a recipient's two keys. */
export function readKeysAloud({ seal, sign }: Pick<Recipient, 'seal' | 'sign'>): string {
  return readAloud(concatBytes(seal, sign));
}

const tellRecipient = (one: Recipient): Told => ({
  name: one.name,
  keys: readKeysAloud(one),
  kind: one.kind,
  post: one.post,
  organisation: one.organisation,
  unit: one.unit ?? 'none',
  manages: orNone(one.manages),
  interests: orNone(one.interests),
  valid: `${one.from} to ${one.until ?? 'further notice'}`,
  away: orNone(one.away.map(({ from, until }) => `${from} to ${until}`)),
});

function compare<T extends { readonly id: string }>(
  what: string,
  before: readonly T[],
  after: readonly T[],
  tell: (one: T) => Told,
): readonly string[] {
  const old = new Map(before.map((one) => [one.id, tell(one)]));
  const changes = after.flatMap((one) => {
    const [was, is] = [old.get(one.id), Object.entries(tell(one))];
    old.delete(one.id);
    const differs = is.filter(([label, value]) => was?.[label] !== value);
    if (!was) return [`New ${what} ${one.id}: ${is.map((detail) => detail.join(' ')).join('; ')}.`];
    if (differs.length === 0) return [];
    const told = differs.map(([label, value]) => `${label} was ${was[label]}, is ${value}`);
    return [`Changed ${what} ${one.id}: ${told.join('; ')}.`];
  });
  return [...changes, ...[...old].map(([id, { name }]) => `Gone: ${what} ${id} (${name}).`)];
}

/** Days on which keys were last used change for nearly everybody in each version: told as one number. */
function countSeen(before: readonly Recipient[], after: readonly Recipient[]): readonly string[] {
  const old = new Map(before.map(({ id, seen }) => [id, seen]));
  const moved = after.filter(({ id, seen }) => old.has(id) && old.get(id) !== seen).length;
  return moved === 0 ? [] : [`Last day seen: changed for ${moved} of ${after.length} recipients.`];
}

/** Every change, guardians and recipients first; of a first version (`null` before it), everything there is. */
export function listRosterChanges(before: Roster | null, after: Roster): readonly string[] {
  const needed =
    before?.threshold === after.threshold
      ? []
      : [
          `Guardians who must sign: ${before ? `was ${before.threshold}, is ` : ''}${after.threshold} of ${after.guardians.length}.`,
        ];
  return [
    ...compare('guardian', before?.guardians ?? [], after.guardians, tellGuardian),
    ...needed,
    ...compare('recipient', before?.recipients ?? [], after.recipients, tellRecipient),
    ...countSeen(before?.recipients ?? [], after.recipients),
    ...compare('organisation', before?.organisations ?? [], after.organisations, tellOrganisation),
    ...compare('unit', before?.units ?? [], after.units, tellUnit),
  ];
}
