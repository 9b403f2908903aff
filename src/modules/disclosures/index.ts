/** Sealed disclosures: what others may know of them. */
export { readBase64url, toBase64url } from './domain/base64url.ts';
export type { Guardian, Roster } from './domain/roster.ts';
export { listRosterChanges } from './domain/roster-changes.ts';
export { readAloud, rosterHash } from './domain/roster-hash.ts';
export {
  parseRoster,
  parseRosterPin,
  parseSignedRoster,
  type RosterPin,
  type SignedPayload,
  type SignedRoster,
} from './domain/roster-parse.ts';
export type { Read } from './domain/roster-reader.ts';
export {
  listSigners,
  openSignedRoster,
  type ReadRoster,
  rosterMessage,
  type VerifySignature,
  verifyRoster,
} from './domain/verify-roster.ts';
