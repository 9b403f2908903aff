/**
 * Sealed disclosures: a worker can speak and cannot be silenced. The only importable face of this module. Its tables, role, log and
 * clocks are its own; nothing else in Heed may know of it, and it knows the duties' rules of time alone.
 */
import { hmac } from '../../platform/crypto.ts';
import type { DisclosurePorts } from './ports.ts';
import { signParts } from './sealing/signature.ts';
import { clockRows } from './store/clocks.store.ts';
import { createErasureLayers } from './store/erasure-layer.store.ts';
import { fileParts } from './store/file-parts.store.ts';
import { createReportStore } from './store/reports.store.ts';

export interface DisclosureKeys {
  /** Receipts are found by an HMAC under this. */
  readonly pepper: Uint8Array;
  /** Wraps the erasure keys. */
  readonly erasure: Uint8Array;
  /** Ed25519 seed that statements of arrival are signed with. */
  readonly statements: Uint8Array;
}

/** What the module's commands and queries are made with. */
export function createDisclosurePorts(
  keys: DisclosureKeys,
  more: Pick<DisclosurePorts, 'checkReaders' | 'chance'>,
): DisclosurePorts {
  return {
    store: { ...createReportStore(createErasureLayers(keys.erasure)), ...fileParts, ...clockRows },
    lookup: (tokenHash) => hmac(keys.pepper, tokenHash),
    signStatement: (digest, day) => signParts(keys.statements, 'heed statement 1', digest, day),
    ...more,
  };
}

export { addReply } from './commands/add-reply.command.ts';
export { missClock } from './commands/miss-clock.command.ts';
export { takePart } from './commands/take-part.command.ts';
export { takeReport } from './commands/take-report.command.ts';
export { toBase64url } from './domain/base64url.ts';
export { DISCLOSURE_REFUSALS } from './domain/refusals.ts';
export type { Guardian, Roster } from './domain/roster.ts';
export { listRosterChanges } from './domain/roster-changes.ts';
export { readAloud } from './domain/roster-hash.ts';
export {
  parseRoster,
  parseRosterPin,
  parseSignedRoster,
  type RosterPin,
  type SignedPayload,
  type SignedRoster,
} from './domain/roster-parse.ts';
export type { Read } from './domain/roster-reader.ts';
export { encodeStatement } from './domain/statement.ts';
export {
  listSigners,
  openSignedRoster,
  type ReadRoster,
  rosterMessage,
  type VerifySignature,
  verifyRoster,
} from './domain/verify-roster.ts';
export type { DisclosurePorts } from './ports.ts';
export { followThread } from './queries/follow-thread.query.ts';
export { eventLog } from './store/events.store.ts';
