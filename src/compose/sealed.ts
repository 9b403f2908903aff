/**
 * The sealed channel: a pool of its own, by a role that sees nothing else and that nothing else may use; a log of its own in place of
 * the ledger; and the doors that the public pages pass sealed bytes through without reading them.
 */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { type Clock, LONDON } from '../kernel/clock.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { PublicConcernsPorts } from '../modules/concerns/index.ts';
import {
  type AskForLog,
  addReply,
  checkSpread,
  createDisclosurePorts,
  createPlainThreads,
  type DisclosureKeys,
  type DisclosurePorts,
  encodeStatement,
  eventLog,
  followThread,
  listChain,
  listEverybody,
  type PlainPages,
  parseRosterPin,
  publicKeyOf,
  type RosterPin,
  readLog,
  registerMirrorLog,
  registerPlainTell,
  registerSealedPages,
  rosterStore,
  type SealedPages,
  takePart,
  takeReport,
  toBase64url,
  type VerifiedRoster,
  verifyBytes,
  verifyNewest,
  verifyRoster,
  type WatchKeys,
} from '../modules/disclosures/index.ts';
import { deriveKey } from '../platform/crypto.ts';
import { openDb, openPool } from '../platform/db.ts';
import { machineIds } from '../platform/ids.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { runCommand } from '../platform/run-command.ts';
import { runQuery } from '../platform/run-query.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Spine, Who } from '../platform/transaction.ts';
import type { AssetNames } from '../ui/index.ts';

/** Whoever sends or comes back: nothing is known of them. */
const NOBODY: Who = { actor: { kind: 'public' }, basis: null };

/** Few: disclosures are rare, and what one takes is small. */
const CONNECTIONS = 4;

/** The sealed database by its own role, with its log of events: enough for those who make their keys before there is a roster. */
export interface SealedSpine {
  readonly spine: Spine;
  close(): Promise<void>;
}

export interface Sealed {
  readonly spine: Spine;
  readonly ports: DisclosurePorts;
  readonly pin: RosterPin;
  /** The pin's file as it is: built into the script that browsers load. */
  readonly pinText: string;
  /** Ed25519 seed that statements of arrival are signed with: its public half is shown to whoever checks one. */
  readonly statementSeed: Uint8Array;
  /** Of the standing work, which the worker does. */
  readonly watchKeys: WatchKeys;
}

/** The pin in a file that HEED_ROSTER_PIN names. Throws `OperatorError` for one that can't be read. */
export function readPin(file: string): { readonly pin: RosterPin; readonly pinText: string } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new OperatorError(`HEED_ROSTER_PIN names ${file}, which can't be read (${code}).`, { cause });
  }
  const pin = parseRosterPin(bytes);
  if (!pin.ok)
    throw new OperatorError(
      `${file}, named by HEED_ROSTER_PIN, is no pin: ${pin.fault.field} ${pin.fault.why}.`,
    );
  return { pin: pin.value, pinText: bytes.toString('utf8') };
}

/** Transactions by the role that keeps sealed disclosures, with their own log of events. */
export function openSealedSpine(url: string, clock: Clock, most = CONNECTIONS): SealedSpine {
  const pool = openPool({ url, name: 'heed sealed', max: most });
  const spine: Spine = {
    db: openDb(pool),
    ledger: eventLog,
    // Nothing reacts to disclosures but their own clocks: the queue's tables are the other role's.
    outbox: { put: async () => undefined },
    clock,
    ids: machineIds,
  };
  return { spine, close: () => pool.end() };
}

/** What all keys about recipients are derived from: how they sign in, and nothing that they read. */
export function recipientSecret({ pepper }: Pick<Secrets, 'pepper'>): Uint8Array {
  return deriveKey(pepper, 'disclosures.recipients');
}

/** The keys outside the database that disclosures are kept with. */
export function disclosureKeys(secrets: Secrets): DisclosureKeys {
  return {
    pepper: deriveKey(secrets.pepper, 'disclosures.receipts'),
    erasure: deriveKey(secrets.fileKey, 'disclosures.erasure'),
    statements: deriveKey(secrets.ledgerSigningKey, 'disclosures.statements'),
  };
}

/** Opens the channel; `null` without a pin: then nobody can send a sealed disclosure, and the pages say so. */
export function openSealed({ spine }: SealedSpine, pinFile: string | null, secrets: Secrets): Sealed | null {
  if (pinFile === null) return null;
  const { pin, pinText } = readPin(pinFile);
  const keys = disclosureKeys(secrets);
  const ports = createDisclosurePorts(keys, {
    chance: (below) => randomInt(below),
    checkReaders: async (tx, report, today) => {
      const newest = await verifyNewest(rosterStore, tx, pin, today);
      if (!newest.ok) return 'moved-on';
      if (newest.version !== report.rosterVersion || newest.hash !== toBase64url(report.rosterHash))
        return 'moved-on';
      const readers = report.readers.map(({ keyId, role }) => ({ keyId: toBase64url(keyId), role }));
      return checkSpread(newest.roster, { policy: report.policy, readers, today }) ? 'readers' : null;
    },
  });
  const watchKeys = {
    heads: deriveKey(secrets.ledgerSigningKey, 'disclosures.heads'),
    contacts: deriveKey(secrets.fileKey, 'disclosures.contacts'),
  };
  return { spine, ports, pin, pinText, statementSeed: keys.statements, watchKeys };
}

/** The pages of the sealed form. `null`: the area has no such channel, and the page says so. */
export async function registerSealed(
  app: FastifyInstance,
  sealed: Sealed | null,
  settings: { readonly assets: AssetNames; readonly receiptDeployment: string },
): Promise<void> {
  const statementKey = sealed ? toBase64url(await publicKeyOf(sealed.statementSeed)) : '';
  const pages = sealed && composePages(sealed);
  if (sealed) registerMirrorLog(app, composeLog(sealed));
  registerSealedPages(app, { ...settings, statementKey, open: pages !== null }, pages);
  registerPlainTell(app, settings, sealed && composePlainPages(sealed));
}

/** The newest roster by the machine's day: what a browser would say of it. */
async function readRoster({ spine, pin }: Sealed): Promise<VerifiedRoster> {
  const today = dayOfMachine(spine.clock);
  return spine.db.transaction().execute((tx) => verifyNewest(rosterStore, tx, pin, today));
}

const dayOfMachine = (clock: Clock): string =>
  clock.wall().toZonedDateTimeISO(LONDON).toPlainDate().toString();

/** Takes in what was sealed, and says where. */
function takeSealed({ spine, ports }: Sealed, sealedBy: 'browser' | 'server') {
  const take = takeReport(ports);
  return (bytes: Uint8Array) => runCommand(spine, NOBODY, (tx, ctx) => take(tx, ctx, { bytes, sealedBy }));
}

function composePlainPages(sealed: Sealed): PlainPages {
  const take = takeSealed(sealed, 'server');
  return {
    roster: () => readRoster(sealed),
    today: () => dayOfMachine(sealed.spine.clock),
    take: async (bytes) => {
      const taken = await take(bytes);
      return taken.ok ? null : taken.refusal.code;
    },
  };
}

function composePages({ spine, ports, pin }: Sealed): SealedPages {
  const take = takePart(ports);
  return {
    chain: async () => {
      const found = await runQuery(spine, NOBODY, async (tx) => ({
        ok: true,
        value: await listChain(rosterStore, tx, pin),
        entries: [],
      }));
      return found.ok ? found.value : [];
    },
    takePart: async (part) => {
      const taken = await runCommand(spine, NOBODY, (tx, ctx) => take(tx, ctx, part));
      return taken.ok ? null : taken.refusal.code;
    },
  };
}

/** The log, for mirrors of organisations whose recipients let them. */
function composeLog({ spine, watchKeys }: Sealed): AskForLog {
  const read = readLog(watchKeys);
  return async (asked) => {
    const found = await runQuery(spine, NOBODY, (tx, ctx) => read(tx, ctx, asked));
    return found.ok ? found.value : null;
  };
}

type Door = NonNullable<PublicConcernsPorts['sealed']>;

const refused = ({ code }: Refusal) => ({ ok: false, code }) as const;

/** What the public pages hand sealed bytes to. */
export function composeSealedDoor(
  sealed: Sealed,
  settings: { readonly assets: AssetNames; readonly receiptDeployment: string },
): Door {
  const { spine, ports } = sealed;
  const [add, follow] = [addReply(ports), followThread(ports)];
  const take = takeSealed(sealed, 'browser');
  const door: Door = {
    take: async (bytes) => {
      const taken = await take(bytes);
      return taken.ok ? { ok: true, answer: encodeStatement(taken.value) } : refused(taken.refusal);
    },
    follow: async (token, from) => {
      const found = await runQuery(spine, NOBODY, (tx, ctx) => follow(tx, ctx, { token, from }));
      return found.ok ? found.value : null;
    },
    add: async (token, bytes) => {
      const added = await runCommand(spine, NOBODY, (tx, ctx) => add(tx, ctx, { token, bytes }));
      if (added.ok) return { ok: true, answer: encodeStatement(added.value) };
      return added.refusal.code === 'disclosures.unknown' ? null : refused(added.refusal);
    },
  };
  const plain = createPlainThreads(settings, {
    follow: door.follow,
    add: async (token, bytes) => {
      const added = await door.add(token, bytes);
      if (added === null) return 'disclosures.unknown';
      return added.ok ? null : added.code;
    },
    everybody: () => readEverybody(sealed),
  });
  return { ...door, plain };
}

/** Everybody on the list since the pin; nobody where it can't be trusted. */
async function readEverybody({ spine, pin }: Sealed): Promise<ReturnType<typeof listEverybody>> {
  const chain = await spine.db.transaction().execute((tx) => listChain(rosterStore, tx, pin));
  const today = dayOfMachine(spine.clock);
  const verified = await verifyRoster({ chain, pin, today, verify: verifyBytes });
  return verified.ok ? listEverybody(chain) : new Map();
}
