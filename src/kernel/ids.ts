/**
 * Ids are branded UUIDv7 strings (RFC 9562): sortable by time of making, so that b-tree indexes stay compact.
 * A brand stops a concern's id being handed to something that wants a post's.
 */
declare const brand: unique symbol;

/** `T` marked as a `B`: assignable to `T`, but no bare `T` is assignable to it. */
export type Brand<T, B extends string> = T & { readonly [brand]: B };

/** A UUIDv7 as lower-case text with hyphens, naming one thing of kind `B`. */
export type Id<B extends string> = Brand<string, B>;

export type AreaId = Id<'area'>;
export type AgencyId = Id<'agency'>;
export type TeamId = Id<'team'>;
/** A named responsibility in an agency ("team manager North"). Duties belong to posts, never to people. */
export type PostId = Id<'post'>;
/** A person who uses Heed and signs in. Not a child or an adult in a record: that is a `PersonId`. */
export type AccountId = Id<'account'>;
/** One agency's computer system that speaks to the partner API. */
export type ClientId = Id<'client'>;
export type ConcernId = Id<'concern'>;
/** A child or adult on record. */
export type PersonId = Id<'person'>;
/** A phone, vehicle, place, account or organisation on record. */
export type ThingId = Id<'thing'>;
export type DutyId = Id<'duty'>;
export type EntryId = Id<'entry'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True when `text` has the shape of an id (lower-case UUID). Says nothing about whether it names anything. */
export function isId(text: unknown): text is Id<never> {
  return typeof text === 'string' && UUID.test(text);
}

/** Marks text that came from our own database or id source as an id of kind `B`. Throws `TypeError` on any other shape. */
export function asId<B extends string>(text: string): Id<B> {
  if (!UUID.test(text)) throw new TypeError('not an id');
  return text as Id<B>;
}

/**
 * The same random id, dated: it sorts among those made at `at`, a moment long past for what an earlier system kept.
 */
export function dateId<B extends string>(id: Id<B>, at: Temporal.Instant): Id<B> {
  const time = Math.max(0, at.epochMilliseconds).toString(16).padStart(12, '0');
  return asId<B>(`${time.slice(0, 8)}-${time.slice(8)}${id.slice(13)}`);
}

/** Where new ids come from: a port, so that the demo and the tests can be deterministic. */
export interface IdSource {
  /** A fresh UUIDv7. */
  next<B extends string>(): Id<B>;
}
