/** Names, moments and words of the ready pages. Everything is invented. */
import { createHash } from 'node:crypto';
import { asId, type Id } from '../../../src/kernel/ids.ts';

/** The same id for the same name. */
export function idOf<B extends string>(name: string): Id<B> {
  const hex = createHash('sha256').update(`ready pages ${name}`).digest('hex');
  return asId(`019a0000-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-8${hex.slice(7, 10)}-${hex.slice(10, 22)}`);
}

/** When the pages are looked at. */
export const NOW = Temporal.Instant.from('2026-11-23T09:05:00Z');
/** So many hours before that. */
export const before = (hours: number) => NOW.subtract({ hours });
export const POST = idOf<'post'>('screener');
export const MANAGER = idOf<'post'>('manager');
export const ACCOUNT = idOf<'account'>('priya');
export const AGENCY = idOf<'agency'>('council');
export const CONCERN = idOf<'concern'>('this one');
export const CSRF = createHash('sha256').update('form token').digest('base64url');
export const WORDS =
  'She was collected at the gate again by “an uncle” nobody knows, & he had a <new> phone for her.';
/** The one of `list` whose turn it is. */
export const at = <T>(list: readonly [T, ...T[]], index: number): T => list[index % list.length] ?? list[0];
