/** A whole Heed with a sealed channel: a signed roster of people whose keys are real, and whoever watches it from outside. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  eventLog,
  publishRoster,
  type RosterPin,
  rosterStore,
  toBase64url,
} from '../../src/modules/disclosures/index.ts';
import { makeOwnKeys, type OwnSecrets } from '../../src/modules/disclosures/sealing/own-keys.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { type HeedTestOptions, startHeed, type TestHeed } from './heed.ts';
import {
  draftRoster,
  GUARDIANS,
  organisationEntry,
  pinOf,
  recipientEntry,
  signDraft,
  toBytes,
} from './rosters.ts';

/** Three told, of three organisations, two in reserve, and a body outside. */
const PEOPLE = [
  ['rae', 'council', 'recipient'],
  ['sam', 'police', 'recipient'],
  ['tia', 'health', 'recipient'],
  ['una', 'police', 'recipient'],
  ['vic', 'health', 'recipient'],
  ['wyn', 'inspector', 'escalation'],
] as const;

export interface SealedHeed extends TestHeed {
  readonly pin: RosterPin;
  /** A recipient's own keys, by name. */
  readonly people: ReadonlyMap<string, { readonly keyId: Uint8Array; readonly secrets: OwnSecrets }>;
  /** The day in London as this Heed has it. */
  today(): string;
  /** Does it as whoever administers the database: no grant and no trigger holds them. Gives the last one's rows. */
  asOwner(...statements: readonly string[]): Promise<Record<string, unknown>[]>;
}

/** Starts one. Close it in `after`. */
export async function startSealedHeed(options: HeedTestOptions = {}): Promise<SealedHeed> {
  const made = await Promise.all(PEOPLE.map(async ([id]) => [id, await makeOwnKeys()] as const));
  const people = new Map(made.map(([id, { open, secrets }]) => [id, { keyId: open.keyId, secrets }]));
  const keys = new Map(made);
  const draft = draftRoster({
    organisations: ['council', 'police', 'health', 'inspector'].map((id) => organisationEntry(id)),
    recipients: PEOPLE.map(([id, organisation, kind]) => {
      const open = keys.get(id)?.open;
      const [seal, sign] = [open?.seal, open?.sign].map((key) => toBase64url(key ?? new Uint8Array()));
      return recipientEntry(id, { organisation, kind, seal, sign });
    }),
  });
  const pin = pinOf(draft);
  const folder = mkdtempSync(join(tmpdir(), 'heed-sealed-'));
  const pinFile = join(folder, 'pin.json');
  const guardians = pin.guardians.map((one) => ({ ...one, key: toBase64url(one.key) }));
  writeFileSync(pinFile, JSON.stringify({ heed: 'roster pin 1', ...pin, guardians }));
  const heed = await startHeed({
    start: '2026-11-23T10:00:00Z',
    ...options,
    env: { HEED_ROSTER_PIN: pinFile, ...options.env },
    fill: async (database, secrets, clock) => {
      const pool = openPool({ url: database.urls.sealed, name: 'heed tests', max: 2 });
      const outbox = { put: async () => undefined };
      const spine = { db: openDb(pool), ledger: eventLog, outbox, clock, ids: machineIds };
      const file = toBytes(signDraft(draft, GUARDIANS));
      const who = { actor: { kind: 'operator' }, basis: null } as const;
      const done = await runCommand(spine, who, (tx, ctx) =>
        publishRoster(rosterStore, pin)(tx, ctx, { file }),
      );
      if (!done.ok) throw new Error(JSON.stringify(done.refusal));
      await pool.end();
      await options.fill?.(database, secrets, clock);
    },
  });
  const owner = openPool({ url: heed.database.urls.superuser, name: 'heed tests', max: 1 });
  return {
    ...heed,
    pin,
    people,
    today: () => heed.clock.domain().toZonedDateTimeISO('Europe/London').toPlainDate().toString(),
    asOwner: async (...statements) => {
      let rows: Record<string, unknown>[] = [];
      for (const statement of statements) ({ rows } = await owner.query(statement));
      return rows;
    },
    close: async () => {
      await owner.end();
      await heed.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
