/**
 * The sealed channel: a pool of its own, by a role that sees nothing else and that nothing else may use; a log of its own in place of
 * the ledger; and the doors that the public pages pass sealed bytes through without reading them.
 */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../kernel/clock.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { PublicConcernsPorts } from '../modules/concerns/index.ts';
import {
  addReply,
  checkSpread,
  createDisclosurePorts,
  type DisclosurePorts,
  encodeStatement,
  eventLog,
  followThread,
  listChain,
  parseRosterPin,
  publicKeyOf,
  type RosterPin,
  readLog,
  registerMirrorLog,
  registerSealedPages,
  rosterStore,
  type SealedPages,
  takePart,
  takeReport,
  toBase64url,
  verifyNewest,
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
  close(): Promise<void>;
}

export interface SealedOptions {
  /** PostgreSQL as the role that keeps sealed disclosures; `null` where the area has not set one up. */
  readonly url: string | null;
  readonly pinFile: string | null;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** The pin in that file. Throws `OperatorError` for one that can't be read. */
function readPin(file: string): { readonly pin: RosterPin; readonly pinText: string } {
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

/** Opens the channel; `null` where the area has none: then nobody can send a sealed disclosure, and the pages say so. */
export function openSealed({ url, pinFile, secrets, clock }: SealedOptions): Sealed | null {
  if (url === null || pinFile === null) return null;
  const { pin, pinText } = readPin(pinFile);
  const pool = openPool({ url, name: 'heed sealed', max: CONNECTIONS });
  const spine: Spine = {
    db: openDb(pool),
    ledger: eventLog,
    // Nothing reacts to disclosures but their own clocks: the queue's tables are the other role's.
    outbox: { put: async () => undefined },
    clock,
    ids: machineIds,
  };
  const statementSeed = deriveKey(secrets.ledgerSigningKey, 'disclosures.statements');
  const ports = createDisclosurePorts(
    {
      pepper: deriveKey(secrets.pepper, 'disclosures.receipts'),
      erasure: deriveKey(secrets.fileKey, 'disclosures.erasure'),
      statements: statementSeed,
    },
    {
      chance: (below) => randomInt(below),
      checkReaders: async (tx, report, today) => {
        const newest = await verifyNewest(rosterStore, tx, pin, today);
        if (!newest.ok) return 'moved-on';
        if (newest.version !== report.rosterVersion || newest.hash !== toBase64url(report.rosterHash))
          return 'moved-on';
        const readers = report.readers.map(({ keyId, role }) => ({ keyId: toBase64url(keyId), role }));
        return checkSpread(newest.roster, { policy: report.policy, readers, today }) ? 'readers' : null;
      },
    },
  );
  const watchKeys = {
    heads: deriveKey(secrets.ledgerSigningKey, 'disclosures.heads'),
    contacts: deriveKey(secrets.fileKey, 'disclosures.contacts'),
  };
  return { spine, ports, pin, pinText, statementSeed, watchKeys, close: () => pool.end() };
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
function composeLog({ spine, pin, watchKeys }: Sealed): Parameters<typeof registerMirrorLog>[1] {
  const read = readLog(watchKeys, {
    findSignKey: async (tx, keyId, today) => {
      const newest = await verifyNewest(rosterStore, tx, pin, today);
      const id = toBase64url(keyId);
      return (newest.ok && newest.roster.recipients.find((one) => one.keyId === id)?.sign) || null;
    },
  });
  return async (asked) => {
    const found = await runQuery(spine, NOBODY, (tx, ctx) => read(tx, ctx, asked));
    return found.ok ? found.value : null;
  };
}

type Door = NonNullable<PublicConcernsPorts['sealed']>;

const refused = ({ code }: Refusal) => ({ ok: false, code }) as const;

/** What the public pages hand sealed bytes to. */
export function composeSealedDoor({ spine, ports }: Sealed): Door {
  const [take, add, follow] = [takeReport(ports), addReply(ports), followThread(ports)];
  return {
    take: async (bytes) => {
      const taken = await runCommand(spine, NOBODY, (tx, ctx) =>
        take(tx, ctx, { bytes, sealedBy: 'browser' }),
      );
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
}
