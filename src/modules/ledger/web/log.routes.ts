import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { concatBytes, utf8 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import { limitTo } from '../../../platform/http/limit-rates.ts';
import { refuseRequest } from '../../../platform/http/refusals.ts';
import { formatBundle } from '../domain/entry-bundle.ts';
import { Malformed } from '../domain/malformed.ts';
import { parseTilePath, TILE_WIDTH, type TilePath } from '../domain/tile.ts';
import { formatVerifierKey, type VerifierKey } from '../domain/verifier-key.ts';
import { findLastCheckpoint } from '../store/checkpoints.store.ts';
import { listCosignatureLines } from '../store/cosignatures.store.ts';
import type { WhichLog } from '../store/log-base.store.ts';
import { findTile } from '../store/log-tree.store.ts';
import { readChain } from '../store/logs.store.ts';
import { listEntries } from '../store/read-entries.store.ts';

const PUBLIC = {
  public: 'hashes say nothing of anybody, and whoever checks the log must be able to fetch them',
} as const;
const NOTHING = { nothing: 'says nothing of any record' } as const;

/**
 * A full tile of a log never changes; a partial one neither, but soon nobody asks for it again. Where the address is of whichever
 * log grows, another log may follow: then nobody may be left with a tile of the one before.
 */
const FOR_EVER = 'public, max-age=31536000, immutable';
const SHORTLY = 'public, max-age=60';

export interface LogWeb {
  readonly db: Db;
  readonly key: VerifierKey;
}

/** What an address names; "not found" where it names nothing there could be, or the other sort of thing. */
function readPath<K extends TilePath['kind']>(path: string, kind: K): Extract<TilePath, { kind: K }> {
  try {
    const found = parseTilePath(path);
    if (found.kind === kind) return found as Extract<TilePath, { kind: K }>;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
  throw refuseRequest('http.not-found');
}

const restOf = (request: FastifyRequest) => (request.params as { readonly '*': string })['*'];

function sendBytes(reply: FastifyReply, bytes: Uint8Array, full: boolean): FastifyReply {
  return reply
    .header('cache-control', full ? FOR_EVER : SHORTLY)
    .type('application/octet-stream')
    .send(Buffer.from(bytes));
}

/** Which log an address is of: the one that grows, or one by its number. "Not found" where there is none such. */
function whichLog(request: FastifyRequest): WhichLog {
  const { log } = request.params as { readonly log?: string };
  if (log === undefined) return 'newest';
  if (!/^(0|[1-9]\d{0,2})$/.test(log) || Number(log) > 500) throw refuseRequest('http.not-found');
  return Number(log);
}

/** The key of a log: what a later one says of it, or, of the log that grows, ours. */
async function findKey(tx: Tx, log: WhichLog, own: VerifierKey): Promise<string> {
  const { newest, later } = await readChain(tx);
  if (log === 'newest' || log === newest) return formatVerifierKey(own);
  const key = later[log]?.previous.key;
  if (key === undefined) throw refuseRequest('http.not-found');
  return key;
}

/** The addresses of one log, under `prefix`. */
function oneLog(app: FastifyInstance, prefix: string, { db, key }: LogWeb): void {
  const open = { access: PUBLIC, records: NOTHING, rateLimit: limitTo(1_200, 1) };

  app.get(`${prefix}/key`, { config: open }, async (request, reply) => {
    const vkey = await db.transaction().execute((tx) => findKey(tx, whichLog(request), key));
    return reply.type('text/plain; charset=utf-8').send(`${vkey}\n`);
  });

  app.get(`${prefix}/checkpoint`, { config: open }, async (request, reply) => {
    const { newest, lines } = await db.transaction().execute(async (tx) => {
      const found = await findLastCheckpoint(tx, whichLog(request));
      return { newest: found, lines: found ? await listCosignatureLines(tx, found.size, found.log) : [] };
    });
    if (!newest) throw refuseRequest('http.not-found');
    return reply
      .header('cache-control', 'no-cache')
      .type('text/plain; charset=utf-8')
      .send(Buffer.from(concatBytes(newest.note, utf8(lines.join('')))));
  });

  app.get(
    `${prefix}/tile/entries/*`,
    {
      config: {
        access: { action: 'ledger.read-entries' },
        records: { nothing: 'an entry for each bundle read would make the log grow as fast as it is read' },
        rateLimit: limitTo(1_200, 1),
      },
    },
    async (request, reply) => {
      const { index, width } = readPath(`tile/entries/${restOf(request)}`, 'entries');
      const range = { from: index * TILE_WIDTH, to: index * TILE_WIDTH + width };
      const entries = await db.transaction().execute((tx) => listEntries(tx, range, whichLog(request)));
      if (entries.length < width) throw refuseRequest('http.not-found');
      return sendBytes(reply, formatBundle(entries), width === TILE_WIDTH && whichLog(request) !== 'newest');
    },
  );

  app.get(`${prefix}/tile/*`, { config: open }, async (request, reply) => {
    const path = readPath(`tile/${restOf(request)}`, 'hashes');
    const tile = await db.transaction().execute((tx) => findTile(tx, path, whichLog(request)));
    if (!tile) throw refuseRequest('http.not-found');
    return sendBytes(reply, tile, path.width === TILE_WIDTH && whichLog(request) !== 'newest');
  });
}

/**
 * The log as every tlog-tiles client reads it, under `/ledger/`: key, newest checkpoint, tiles of hashes for everybody; the
 * entries themselves only for those who inspect or run a witness (40-ledger.md, Writing). Every log there is or was is served in
 * the same way under `/ledger/logs/N/`, N from 0.
 */
export function logRoutes(app: FastifyInstance, web: LogWeb): void {
  oneLog(app, '/ledger', web);
  oneLog(app, '/ledger/logs/:log', web);
}
