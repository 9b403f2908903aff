/** A whole Heed for a test: web and worker on a free port, a database of its own, a clock to move, a mailbox to read. */
import { createHash } from 'node:crypto';
import { readConfig } from '../../src/config.ts';
import { type Clock, toMillis } from '../../src/kernel/clock.ts';
import { type Role, runHeed } from '../../src/main.ts';
import { createLog } from '../../src/platform/log.ts';
import type { Secrets } from '../../src/platform/secrets.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { type Inbox, openInbox } from './inbox.ts';

/** Domain time runs on from where it started and can be moved forward; wall time is the machine's. */
export interface TestClock extends Clock {
  move(by: Temporal.DurationLike): void;
}

export interface TestHeed {
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly database: TestDatabase;
  readonly clock: TestClock;
  readonly inbox: Inbox;
  readonly secrets: Secrets;
  /** Every line logged so far. */
  readonly logLines: readonly string[];
  /** Stops it and removes its database. */
  close(): Promise<void>;
}

export interface HeedTestOptions {
  readonly roles?: readonly Role[];
  /** Settings besides those every test needs. */
  readonly env?: Readonly<Record<string, string>>;
  /** Domain time to begin at. A Monday morning by default. */
  readonly start?: string;
  /** Fills the empty database before Heed starts. */
  readonly fill?: (database: TestDatabase, secrets: Secrets, clock: Clock) => Promise<void>;
}

/** Different secrets for different names, the same on every run. */
export function makeSecrets(): Secrets {
  const key = (name: string) => new Uint8Array(createHash('sha256').update(`heed tests ${name}`).digest());
  return {
    pepper: key('pepper'),
    totpKey: key('totp'),
    fileKey: key('file'),
    cookieKey: key('cookie'),
    ledgerKey: key('ledger'),
    ledgerSigningKey: key('ledger signing'),
  };
}

/** A clock whose domain time begins at `start` and passes as fast as the machine's. */
export function createTestClock(start: string): TestClock {
  const now = () => toMillis(Temporal.Now.instant());
  let ahead = now().until(Temporal.Instant.from(start), { largestUnit: 'millisecond' });
  return {
    wall: now,
    domain: () => now().add(ahead),
    move: (by) => {
      const from = now();
      ahead = from.until(from.add(ahead).add(by), { largestUnit: 'millisecond' });
    },
  };
}

/** Starts a whole Heed. Close it in `after`. */
export async function startHeed(options: HeedTestOptions = {}): Promise<TestHeed> {
  const inbox = await openInbox();
  const database = await createTestDatabase();
  const clock = createTestClock(options.start ?? '2026-11-16T10:00:00Z');
  const secrets = makeSecrets();
  const logLines: string[] = [];
  const letGo = async () => {
    await inbox.close();
    await database.drop();
  };
  try {
    await options.fill?.(database, secrets, clock);
    const heed = await runHeed({
      config: readConfig({
        HEED_MODE: 'demo',
        PORT: '0',
        HEED_AREA_NAME: 'Wrenfold',
        HEED_FRONT_DOOR_PHONE: '01632 960000',
        HEED_SMTP_URL: inbox.url,
        HEED_MAIL_FROM: 'heed@example.org',
        ...options.env,
      }),
      urls: database.urls,
      secrets,
      roles: options.roles ?? ['web', 'worker'],
      log: createLog((line) => logLines.push(line)),
      clock,
    });
    return {
      url: heed.address ?? '',
      database,
      clock,
      inbox,
      secrets,
      logLines,
      close: async () => {
        await heed.close();
        await letGo();
      },
    };
  } catch (error) {
    await letGo();
    throw error;
  }
}
