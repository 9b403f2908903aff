/**
 * Sealed disclosures: a worker can speak and cannot be silenced. The only importable face of this module. Its tables, role, log and
 * clocks are its own; nothing else in Heed may know of it, and it knows the duties' rules of time alone.
 */
import type { Query } from '../../kernel/command.ts';
import { hmac } from '../../platform/crypto.ts';
import type { RosterStore } from './commands/publish-roster.command.ts';
import {
  createDisclosureWatch,
  type DisclosureWatch,
  type WatchParts,
} from './commands/run-watch.command.ts';
import type { LogAnswer } from './domain/log-copy.ts';
import type { ReadingPorts } from './ports/reading.ports.ts';
import type { DisclosurePorts } from './ports.ts';
import { type AskedForLog, readLog as readLogWith } from './queries/read-log.query.ts';
import { publicKeyOf, signParts } from './sealing/signature.ts';
import { clockRows } from './store/clocks.store.ts';
import { createErasureLayers } from './store/erasure-layer.store.ts';
import { fileParts } from './store/file-parts.store.ts';
import { createListedFinder } from './store/listed-recipients.store.ts';
import { logStore } from './store/log.store.ts';
import { createReadingStore } from './store/reading.store.ts';
import { removalStore } from './store/removals.store.ts';
import { createReportStore } from './store/reports.store.ts';
import { findNewestRoster, listRosters, saveRoster } from './store/rosters.store.ts';
import { noticeStore, openContact } from './store/waiting.store.ts';

export interface DisclosureKeys {
  /** Receipts are found by an HMAC under this. */
  readonly pepper: Uint8Array;
  /** Wraps the erasure keys. */
  readonly erasure: Uint8Array;
  /** Ed25519 seed that statements of arrival are signed with. */
  readonly statements: Uint8Array;
}

const createStore = ({ erasure }: Pick<DisclosureKeys, 'erasure'>) => ({
  ...createReportStore(createErasureLayers(erasure)),
  ...fileParts,
  ...clockRows,
});

/** What those who receive disclosures read and do is made with. */
export function createReadingPorts(keys: Pick<DisclosureKeys, 'erasure'>): ReadingPorts {
  return {
    store: createStore(keys),
    reading: createReadingStore(createErasureLayers(keys.erasure)),
    findListed: createListedFinder(),
  };
}

/** What the module's commands and queries are made with. */
export function createDisclosurePorts(
  keys: DisclosureKeys,
  more: Pick<DisclosurePorts, 'checkReaders' | 'chance'>,
): DisclosurePorts {
  return {
    store: createStore(keys),
    lookup: (tokenHash) => hmac(keys.pepper, tokenHash),
    signStatement: (digest, day) => signParts(keys.statements, 'heed statement 1', digest, day),
    ...more,
  };
}

/** Keys of the standing work, which are in no database. */
export interface WatchKeys {
  /** Ed25519 seed that the heads of days are signed with. */
  readonly heads: Uint8Array;
  /** Recipients' addresses lie under this. */
  readonly contacts: Uint8Array;
}

/** The standing work of sealed disclosures. `write` sends "something is waiting" to an address. */
export function createWatch(
  keys: WatchKeys,
  {
    write,
    ...parts
  }: Omit<WatchParts, 'store' | 'sign' | 'send'> & {
    readonly write: (address: string) => Promise<void>;
  },
): DisclosureWatch {
  return createDisclosureWatch({
    ...parts,
    store: { ...logStore, ...removalStore, ...noticeStore },
    sign: (day, head) => signParts(keys.heads, 'heed head 1', day, head),
    send: ({ keyId, contact }) => write(openContact(keys.contacts, keyId, contact)),
  });
}

/** The log for whoever keeps a copy of it. */
export function readLog(keys: Pick<WatchKeys, 'heads'>): Query<AskedForLog, LogAnswer> {
  return readLogWith(logStore, { findListed: createListedFinder(), headKey: () => publicKeyOf(keys.heads) });
}

export { addReply } from './commands/add-reply.command.ts';
export { inviteRecipient } from './commands/invite-recipient.command.ts';
export { dueOf } from './commands/keep-clocks.command.ts';
export { missClock } from './commands/miss-clock.command.ts';
export {
  listChain,
  publishRoster,
  type RosterStore,
  verifyNewest,
} from './commands/publish-roster.command.ts';
export type { DisclosureWatch, HeadsOutside } from './commands/run-watch.command.ts';
export { takePart } from './commands/take-part.command.ts';
export { takeReport } from './commands/take-report.command.ts';
export { readBase64url, toBase64url } from './domain/base64url.ts';
export { addDays, dayOf } from './domain/day.ts';
export { encodeParts } from './domain/encode.ts';
export { judgeLog } from './domain/judge-log.ts';
export {
  type LogAnswer,
  MOST_EVENTS,
  readEvent,
  readHead,
  readLogAnswer,
  writeEvent,
  writeHead,
} from './domain/log-copy.ts';
export type { ChainedEvent, DayHead } from './domain/logged-event.ts';
export { RECIPIENT_REFUSALS } from './domain/recipient-refusals.ts';
export { DISCLOSURE_REFUSALS } from './domain/refusals.ts';
export type { Guardian, OrganisationKind, RecipientKind, Roster } from './domain/roster.ts';
export { listRosterChanges, readKeysAloud } from './domain/roster-changes.ts';
export { readAloud, rosterHash } from './domain/roster-hash.ts';
export {
  parseRoster,
  parseRosterPin,
  parseSignedRoster,
  type RosterPin,
  readSignedRoster,
  type SignedPayload,
  type SignedRoster,
} from './domain/roster-parse.ts';
export type { Read } from './domain/roster-reader.ts';
export { checkSpread } from './domain/route-spread.ts';
export { encodeStatement } from './domain/statement.ts';
export {
  listEverybody,
  listSigners,
  openSignedRoster,
  type ReadRoster,
  rosterMessage,
  type VerifiedRoster,
  type VerifySignature,
  verifyRoster,
} from './domain/verify-roster.ts';
export type { DisclosurePorts } from './ports.ts';
export { followThread } from './queries/follow-thread.query.ts';
export { grantMirror, readGrant, signLogRequest } from './sealing/mirror-grant.ts';
export { holdReceipt } from './sealing/open-thread.ts';
export {
  makeOwnKeys,
  type OwnPublic,
  type OwnSecrets,
  PASSPHRASE_COST,
  passphraseBytes,
  unlockByRoot,
  wrapOwnKeys,
} from './sealing/own-keys.ts';
export { attributeIn, filledForm, statementIn } from './sealing/posted-form.ts';
export { publicKeyOf, verifyBytes } from './sealing/signature.ts';
export {
  type FoundTest,
  findTest,
  type SealedTest,
  sealTest,
  takeTestBack,
} from './sealing/test-disclosure.ts';
export { eventLog } from './store/events.store.ts';
export { hashAuth } from './store/hash-auth.store.ts';
export { sealContact } from './store/waiting.store.ts';
export { type AskForLog, registerMirrorLog } from './web/mirrors/log.routes.ts';
export { type PlainPages, registerPlainTell } from './web/public/plain-tell.routes.ts';
export { createPlainThreads } from './web/public/plain-thread.presenter.ts';
export { registerSealedPages, type SealedPages } from './web/public/sealed.routes.ts';

/** Signed rosters as rows. */
export const rosterStore: RosterStore = { listRosters, findNewestRoster, saveRoster };
export { createRecipientProofs } from './store/recipient-proofs.store.ts';
export { listSeen, saveInvitation } from './store/recipients.store.ts';
export { type ReadingSettings, registerReading } from './web/public/reading.routes.ts';
export { recipientRoutes } from './web/recipients/recipients.routes.ts';
export { createRecipientFinder, type RecipientsWeb } from './web/recipients/recipients-web.routes.ts';
