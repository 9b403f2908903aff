import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { concatBytes, utf8 } from '../../../kernel/bytes.ts';
import type { Db } from '../../../platform/db.ts';
import { limitTo } from '../../../platform/http/limit-rates.ts';
import { refuseRequest } from '../../../platform/http/refusals.ts';
import { formatBundle } from '../domain/entry-bundle.ts';
import { Malformed } from '../domain/malformed.ts';
import { parseTilePath, TILE_WIDTH, type TilePath } from '../domain/tile.ts';
import { formatVerifierKey, type VerifierKey } from '../domain/verifier-key.ts';
import { findNewestCheckpoint } from '../store/checkpoints.store.ts';
import { listCosignatureLines } from '../store/cosignatures.store.ts';
import { findTile } from '../store/log-tree.store.ts';
import { listEntries } from '../store/read-entries.store.ts';

const PUBLIC = {
  public: 'hashes say nothing of anybody, and whoever checks the log must be able to fetch them',
} as const;
const NOTHING = { nothing: 'says nothing of any record' } as const;

/** A full tile never changes; a partial one neither, but soon nobody asks for it any more. */
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

/**
 * The log as every tlog-tiles client reads it, under `/ledger/`: key, newest checkpoint, tiles of hashes for everybody; the
 * entries themselves only for those who inspect or run a witness (40-ledger.md, Writing).
 */
export function logRoutes(app: FastifyInstance, { db, key }: LogWeb): void {
  const open = { access: PUBLIC, records: NOTHING, rateLimit: limitTo(1_200, 1) };

  app.get('/ledger/key', { config: open }, async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(`${formatVerifierKey(key)}\n`),
  );

  app.get('/ledger/checkpoint', { config: open }, async (_request, reply) => {
    const { newest, lines } = await db.transaction().execute(async (tx) => {
      const found = await findNewestCheckpoint(tx);
      return { newest: found, lines: found ? await listCosignatureLines(tx, found.size) : [] };
    });
    if (!newest) throw refuseRequest('http.not-found');
    return reply
      .header('cache-control', 'no-cache')
      .type('text/plain; charset=utf-8')
      .send(Buffer.from(concatBytes(newest.note, utf8(lines.join('')))));
  });

  app.get(
    '/ledger/tile/entries/*',
    {
      config: {
        access: { action: 'ledger.read-entries' },
        records: { nothing: 'an entry for each bundle read would make the log grow as fast as it is read' },
        rateLimit: limitTo(1_200, 1),
      },
    },
    async (request, reply) => {
      const { index, width } = readPath(`tile/entries/${restOf(request)}`, 'entries');
      const entries = await db
        .transaction()
        .execute((tx) => listEntries(tx, { from: index * TILE_WIDTH, to: index * TILE_WIDTH + width }));
      if (entries.length < width) throw refuseRequest('http.not-found');
      return sendBytes(reply, formatBundle(entries), width === TILE_WIDTH);
    },
  );

  app.get('/ledger/tile/*', { config: open }, async (request, reply) => {
    const path = readPath(`tile/${restOf(request)}`, 'hashes');
    const tile = await db.transaction().execute((tx) => findTile(tx, path));
    if (!tile) throw refuseRequest('http.not-found');
    return sendBytes(reply, tile, path.width === TILE_WIDTH);
  });
}
