/** The standing work of sealed disclosures on a site of their own, with the rest of Heed's ledger to enter heads in, and a mail server. */
import { randomBytes } from 'node:crypto';
import { composeHeads } from '../../src/compose/sealed-worker.ts';
import {
  createWatch,
  type DisclosureWatch,
  type HeadsOutside,
  sealContact,
  toBase64url,
} from '../../src/modules/disclosures/index.ts';
import { createLedger } from '../../src/modules/ledger/index.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { createSmtpAdapter } from '../../src/platform/mail/smtp.ts';
import type { Spine } from '../../src/platform/transaction.ts';
import { startMailServer, type TestMailServer } from './mail-server.ts';
import { openSealedSite, type SealedSite } from './sealed-site.ts';

export const HEADS_SEED = new Uint8Array(32).fill(4);
const CONTACTS = new Uint8Array(32).fill(5);
export const LEDGER_KEY = new Uint8Array(32).fill(6);

export interface WatchedSite extends SealedSite {
  readonly watch: DisclosureWatch;
  readonly mail: TestMailServer;
  /** The rest of Heed, as its own role. */
  readonly app: Spine;
  readonly ledger: ReturnType<typeof createLedger>;
  /** What failed in rounds, as words. */
  readonly failed: string[];
  /** Another worker on the same tables; `heads` in place of the ledger's. */
  another(heads?: Partial<HeadsOutside>): DisclosureWatch;
  /** Somebody who receives disclosures and is written to at `address`; 16 bytes of key id. */
  addRecipient(keyId: Uint8Array, address: string): Promise<void>;
  /** Rows, as whoever owns the database: triggers and grants do not hold them. */
  asOwner(...statements: readonly string[]): Promise<void>;
  /** Rows, by the role of the rest of Heed. */
  appRows(text: string): Promise<Record<string, unknown>[]>;
}

/** Opens one. Notices go at once: the delay by chance is none, unless `delay` (milliseconds) says. */
export async function openWatchedSite(delay: (below: number) => number = () => 0): Promise<WatchedSite> {
  const site = await openSealedSite();
  const mail = await startMailServer();
  const smtp = createSmtpAdapter({
    url: mail.url,
    from: 'heed@example.org',
    address: 'https://heed.example.org',
  });
  const pool = openPool({ url: site.database.urls.app, name: 'heed tests', max: 4 });
  const owner = openPool({ url: site.database.urls.superuser, name: 'heed tests', max: 1 });
  const ledger = createLedger(LEDGER_KEY);
  const app: Spine = { ...site.spine, db: openDb(pool), ledger: ledger.append };
  const failed: string[] = [];
  const another = (heads: Partial<HeadsOutside> = {}) =>
    createWatch(
      { heads: HEADS_SEED, contacts: CONTACTS },
      {
        spine: site.spine,
        ports: site.ports,
        heads: { ...composeHeads(app), ...heads },
        write: (to) => smtp.send({ to, means: 'email', template: 'waiting', reference: null }),
        chance: delay,
        onError: (error) => failed.push(String(error)),
      },
    );
  return {
    ...site,
    mail,
    app,
    ledger,
    failed,
    another,
    watch: another(),
    addRecipient: async (keyId, address) => {
      const contact = Buffer.from(sealContact(CONTACTS, toBase64url(keyId), address));
      await site.rows(
        `insert into disclosure.recipients (key_id, handle, seal_key, sign_key, salt, auth_hash, wrapped, contact, made, seen)
         values ($1, $2, '', '', '', '', '', $3, '2026-01-01', '2026-01-01')`,
        [Buffer.from(keyId), randomBytes(6).toString('hex'), contact],
      );
    },
    asOwner: async (...statements) => {
      for (const statement of statements) await owner.query(statement);
    },
    appRows: async (text) => (await pool.query(text)).rows,
    close: async () => {
      smtp.close();
      await mail.close();
      await pool.end();
      await owner.end();
      await site.close();
    },
  };
}
