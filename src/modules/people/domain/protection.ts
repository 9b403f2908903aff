/**
 * Protected identities and addresses. Source: 60-linking.md ("never across a protected identity (adoption, relocation,
 * refuge)"); Adoption and Children Act 2002, s 57 onwards; past failure: a new address reached the person a family had fled.
 */
import type { PostId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';

export const PROTECTION_KINDS = {
  adoption: 'Adoption',
  relocation: 'Moved for safety',
  refuge: 'Refuge',
  'confidential-placement': 'Confidential placement',
} as const;
export type ProtectionKind = keyof typeof PROTECTION_KINDS;

export const PROTECTION_COVERS = {
  identity: 'Who this is: the record is hidden from everybody else',
  address: 'Where they are: address, phone, school and GP are hidden from everybody else',
} as const;
export type ProtectionCovers = keyof typeof PROTECTION_COVERS;

/** A protection that stands, or stood. */
export interface Protection {
  readonly id: string;
  readonly kind: ProtectionKind;
  readonly covers: ProtectionCovers;
  readonly at: Temporal.Instant;
  readonly posts: readonly PostId[];
}

/** A protection as typed. */
export interface ProtectionAsTyped {
  readonly kind: string;
  readonly covers: string;
  readonly reason: string;
  readonly posts: readonly PostId[];
}

const isKind = (text: string): text is ProtectionKind => Object.hasOwn(PROTECTION_KINDS, text);
const isCovers = (text: string): text is ProtectionCovers => Object.hasOwn(PROTECTION_COVERS, text);

/** Reads a reason; refuses none and one of more than 2,000 characters. */
export function checkReason(text: string): Outcome<string> {
  const reason = text.trim();
  if (reason === '') return refuse('people.reason-missing', 'reason');
  return [...reason].length > 2_000 ? refuse('people.reason-too-long', 'reason') : accept(reason);
}

/**
 * Reads a protection. May see past it: the posts chosen, the one it is placed in, and `always` (the scrutineer's: what nobody
 * outside may see can be buried). Refuses what is missing.
 */
export function decideProtection(
  typed: ProtectionAsTyped,
  own: PostId | null,
  always: readonly PostId[],
): Outcome<Omit<Protection, 'id' | 'at'> & { readonly reason: string }> {
  const { kind, covers } = typed;
  if (!isCovers(covers)) return refuse('people.protection-missing', 'covers');
  if (!isKind(kind)) return refuse('people.protection-missing', 'kind');
  const reason = checkReason(typed.reason);
  if (!reason.ok) return reason;
  const posts = [...new Set([...typed.posts, ...(own ? [own] : []), ...always])];
  return accept({ kind, covers, posts, reason: reason.value });
}
