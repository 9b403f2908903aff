/** A whole Heed with a sealed channel: a roster published, and everybody in it with their keys in the test's hands. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ChannelKeys,
  deriveSignIn,
  makeChannelKeys,
  type RecipientKeys,
  type SignInParts,
} from '../../demo/disclosures/channel-keys.ts';
import { saveDemoRecipients } from '../../demo/disclosures/save-recipients.ts';
import {
  type DemoRoster,
  pinDemoRoster,
  signDemoRoster,
  writePin,
} from '../../demo/disclosures/sign-roster.ts';
import { type DemoRecipient, RECIPIENTS } from '../../demo/disclosures/wrenfold.ts';
import { openSealedSpine, recipientSecret } from '../../src/compose/sealed.ts';
import { type Clock, LONDON } from '../../src/kernel/clock.ts';
import { hashAuth, publishRoster, type RosterPin, rosterStore } from '../../src/modules/disclosures/index.ts';
import type { Opener } from '../../src/modules/disclosures/sealing/open-report.ts';
import { randomBytes } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import type { Secrets } from '../../src/platform/secrets.ts';
import { type HeedTestOptions, startHeed, type TestHeed } from './heed.ts';

/** One who receives disclosures: their entry, their keys, and what opens what was sealed to them. */
export interface KnownRecipient extends DemoRecipient {
  readonly keys: RecipientKeys;
  readonly opener: Opener;
}

export interface SealedArea {
  readonly heed: TestHeed;
  readonly keys: ChannelKeys;
  readonly pin: RosterPin;
  readonly roster: DemoRoster;
  readonly recipients: readonly KnownRecipient[];
  /** By their id in the roster, such as `lado`. Throws for nobody's. */
  recipient(id: string): KnownRecipient;
  /** Publishes the next version: as the last one, with what differs. Refused as `publishRoster` refuses. */
  publish(roster: DemoRoster): Promise<void>;
  close(): Promise<void>;
}

export interface SealedAreaOptions extends HeedTestOptions {
  /** Ids of those who will sign in by passphrase: their rows take some 0.2 s each. The others' rows open to no passphrase. */
  readonly signIn?: readonly string[];
}

const dayOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(LONDON).toPlainDate();

/** Publishes by the role that keeps disclosures. Throws where it is refused. */
async function publish(url: string, clock: Clock, pin: RosterPin, { signed }: DemoRoster): Promise<void> {
  const { spine, close } = openSealedSpine(url, clock, 1);
  try {
    const command = publishRoster(rosterStore, pin);
    const file = Buffer.from(JSON.stringify(signed));
    const done = await runCommand(spine, { actor: { kind: 'operator' }, basis: null }, (tx, ctx) =>
      command(tx, ctx, { file }),
    );
    if (!done.ok) throw new Error(`${done.refusal.code} ${JSON.stringify(done.refusal.detail)}`);
  } finally {
    await close();
  }
}

/** What is kept of somebody who never signs in in the test. */
const noSignIn = (): SignInParts => ({
  salt: randomBytes(16),
  auth: randomBytes(32),
  wrapped: randomBytes(96),
});

async function enrol(
  url: string,
  clock: Clock,
  secrets: Secrets,
  known: readonly KnownRecipient[],
  signIn: readonly string[],
): Promise<void> {
  const enrolled = await Promise.all(
    known.map(async (one) => ({
      keys: one.keys,
      handle: one.handle,
      ...(signIn.includes(one.id) ? await deriveSignIn(one, one.keys) : noSignIn()),
    })),
  );
  const { spine, close } = openSealedSpine(url, clock, 1);
  try {
    await spine.db
      .transaction()
      .execute((tx) =>
        saveDemoRecipients(tx, enrolled, dayOf(clock.domain()), (auth) =>
          hashAuth(recipientSecret(secrets), auth),
        ),
      );
  } finally {
    await close();
  }
}

/**
 * Starts it. Domain time begins now unless told otherwise: a browser's day is the machine's, and both must find the roster good.
 * Close it in `after`.
 */
export async function openSealedArea(options: SealedAreaOptions = {}): Promise<SealedArea> {
  const { signIn = [], env, ...given } = options;
  const start = given.start ?? Temporal.Now.instant().toString();
  const days = [dayOf(Temporal.Instant.from(start)), dayOf(Temporal.Now.instant())];
  const [first, last] = days.sort(Temporal.PlainDate.compare);
  if (!first || !last) throw new Error('no day');
  const keys = await makeChannelKeys();
  const roster = signDemoRoster(keys, {
    area: 'Wrenfold',
    version: 1,
    previous: null,
    from: first.toString(),
    issued: first.toString(),
    expires: last.add({ years: 2 }).toString(),
  });
  const pin = pinDemoRoster(keys, 'Wrenfold', roster);
  const folder = mkdtempSync(join(tmpdir(), 'heed-sealed-area-'));
  const pinFile = join(folder, 'pin.json');
  writeFileSync(pinFile, writePin(pin));
  const recipients = RECIPIENTS.map((one): KnownRecipient => {
    const own = keys.recipients.find(({ id }) => id === one.id);
    if (!own) throw new Error(`${one.id} has no keys`);
    const { keyId, seal } = own.open;
    return { ...one, keys: own, opener: { keyId, secret: own.secrets.seal, open: seal } };
  });
  try {
    const heed = await startHeed({
      ...given,
      start,
      env: { ...env, HEED_ROSTER_PIN: pinFile },
      fill: async (database, secrets, clock) => {
        const { urls } = database;
        await given.fill?.(database, secrets, clock);
        await publish(urls.sealed, clock, pin, roster);
        await enrol(urls.sealed, clock, secrets, recipients, signIn);
      },
    });
    return {
      heed,
      keys,
      pin,
      roster,
      recipients,
      recipient: (id) => {
        const found = recipients.find((one) => one.id === id);
        if (!found) throw new Error(`nobody is called ${id}`);
        return found;
      },
      publish: (next) => publish(heed.database.urls.sealed, heed.clock, pin, next),
      close: async () => {
        await heed.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
