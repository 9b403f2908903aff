/**
 * A second wrapping around what opens a disclosure, under a key that is kept apart and backed up for a week only: destroying it
 * erases the disclosure from every older copy of the tables. Source: 70-disclosures.md 9.16.
 */
import { randomBytes } from 'node:crypto';
import type { Tx } from '../../../kernel/tx.ts';
import { openBytes, sealBytes } from '../../../platform/crypto.ts';
import { disclosureTables } from './tables.store.ts';

/** Wraps and unwraps what belongs to one disclosure. `name` says which piece: pieces are never taken for one another. */
export interface ErasureLayer {
  wrap(name: string, bytes: Uint8Array): Buffer;
  unwrap(name: string, wrapped: Uint8Array): Uint8Array;
}

const layer = (id: string, key: Uint8Array): ErasureLayer => ({
  wrap: (name, bytes) => Buffer.from(sealBytes(key, bytes, `${id} ${name}`)),
  unwrap: (name, wrapped) => openBytes(key, wrapped, `${id} ${name}`),
});

/** Makes the layers of new disclosures, and finds those of kept ones. `wrappingKey`: 32 bytes that are not in the database. */
export function createErasureLayers(wrappingKey: Uint8Array) {
  return {
    make: async (tx: Tx, id: string): Promise<ErasureLayer> => {
      const key = randomBytes(32);
      const wrapped = Buffer.from(sealBytes(wrappingKey, key, `disclosure ${id}`));
      await disclosureTables(tx)
        .insertInto('disclosure.erasure_keys')
        .values({ report_id: id, wrapped })
        .execute();
      return layer(id, key);
    },
    /** Throws where its key is gone: then nothing opens it any more. */
    find: async (tx: Tx, id: string): Promise<ErasureLayer> => {
      const { wrapped } = await disclosureTables(tx)
        .selectFrom('disclosure.erasure_keys')
        .select('wrapped')
        .where('report_id', '=', id)
        .executeTakeFirstOrThrow();
      return layer(id, openBytes(wrappingKey, wrapped, `disclosure ${id}`));
    },
  };
}

export type ErasureLayers = ReturnType<typeof createErasureLayers>;
