/**
 * What the server checks again of whom a disclosure was sealed to: it knows neither employer nor conflicts, and must not. Source:
 * 70-disclosures.md 9.7 (the server re-checks only counts and the spread over organisations).
 */
import type { Day, Recipient, Roster } from './roster.ts';
import { isValidOn } from './route-conflicts.ts';
import { MOST_ALIKE, ROUTE_SIZES } from './route-disclosure.ts';

/** One of those it was sealed to, and in which part. */
export interface SpreadReader {
  readonly keyId: string;
  readonly role: 'recipient' | 'reserve' | 'escalation';
}

export interface AskedSpread {
  readonly policy: 'disclosure' | 'reprisal';
  readonly readers: readonly SpreadReader[];
  readonly today: Day;
}

/**
 * `key`: not in this roster, or twice. `day`: not valid today. `kind`: another part than the roster gives them. `count`: too few
 * or too many. `organisations`: too many of one.
 */
export type SpreadFault = 'key' | 'day' | 'kind' | 'count' | 'organisations';

function countsHold({ policy, readers }: AskedSpread): boolean {
  const count = (role: SpreadReader['role']) => readers.filter((reader) => reader.role === role).length;
  const [recipients, reserves, outside] = [count('recipient'), count('reserve'), count('escalation')];
  if (recipients === 0) return reserves === 0 && outside >= 1 && outside <= ROUTE_SIZES.outside;
  const least = policy === 'disclosure' ? ROUTE_SIZES.recipients : 1;
  const most = policy === 'disclosure' ? ROUTE_SIZES.reserves : 0;
  return recipients >= least && recipients <= ROUTE_SIZES.recipients && reserves <= most && outside <= 1;
}

/** Whether `routeDisclosure` or `routeReprisal` could have chosen these: `null`, or what speaks against it. */
export function checkSpread(roster: Roster, asked: AskedSpread): SpreadFault | null {
  const { policy, readers, today } = asked;
  if (!countsHold(asked)) return 'count';
  if (new Set(readers.map(({ keyId }) => keyId)).size < readers.length) return 'key';
  const perOrganisation = new Map<string, number>();
  for (const { keyId, role } of readers) {
    const one: Recipient | undefined = roster.recipients.find((recipient) => recipient.keyId === keyId);
    if (!one) return 'key';
    if (!isValidOn(one, today)) return 'day';
    const kind = role === 'escalation' ? role : policy === 'disclosure' ? 'recipient' : 'protection';
    if (one.kind !== kind) return 'kind';
    const place = `${kind} ${one.organisation}`;
    perOrganisation.set(place, (perOrganisation.get(place) ?? 0) + 1);
  }
  return Math.max(...perOrganisation.values()) > MOST_ALIKE ? 'organisations' : null;
}
