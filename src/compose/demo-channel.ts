/** The sealed channel of the demo area: everybody's keys in the data folder, a roster published, those in it able to sign in. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeDemoFile } from '../../demo/demo-files.ts';
import { type ChannelKeys, deriveSignIn, makeChannelKeys } from '../../demo/disclosures/channel-keys.ts';
import {
  DEMO_PIN_FILE,
  type KeptChannel,
  readChannel,
  writeChannel,
} from '../../demo/disclosures/keep-channel.ts';
import { saveDemoRecipients } from '../../demo/disclosures/save-recipients.ts';
import {
  type DemoRoster,
  pinDemoRoster,
  type RosterPlan,
  signDemoRoster,
  writePin,
} from '../../demo/disclosures/sign-roster.ts';
import { RECIPIENTS } from '../../demo/disclosures/wrenfold.ts';
import type { Config } from '../config.ts';
import { type Clock, LONDON } from '../kernel/clock.ts';
import type { DemoKeyHolder } from '../modules/access/index.ts';
import {
  hashAuth,
  publishRoster,
  type RosterPin,
  rosterStore,
  verifyNewest,
} from '../modules/disclosures/index.ts';
import { describeError, type Log } from '../platform/log.ts';
import { runCommand } from '../platform/run-command.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Spine } from '../platform/transaction.ts';
import { openSealedSpine, readPin, recipientSecret } from './sealed.ts';

/** Those who can sign in to read what the demo's visitors disclose. */
export const DEMO_KEY_HOLDERS: readonly DemoKeyHolder[] = RECIPIENTS;

/** The demo's roster outlives whoever shows it: nobody signs it anew by hand. A real one is good for a quarter. */
const GOOD_YEARS = 10;
/** Keys unused for 90 days are not sealed to; from here on a start says that they were seen. */
const SEEN_AGAIN_DAYS = 30;

/** The pin in use: the settings' own, or the one that a demo made in its data folder. */
export function findRosterPin(
  { rosterPinFile, mode }: Pick<Config, 'rosterPinFile' | 'mode'>,
  folder: string | null,
): { readonly file: string; readonly isDemo: boolean } | null {
  if (rosterPinFile !== null) return { file: rosterPinFile, isDemo: false };
  if (mode !== 'demo' || folder === null) return null;
  const file = join(folder, DEMO_PIN_FILE);
  return existsSync(file) ? { file, isDemo: true } : null;
}

async function publish(spine: Spine, pin: RosterPin, { signed }: DemoRoster): Promise<void> {
  const command = publishRoster(rosterStore, pin);
  const file = Buffer.from(JSON.stringify(signed));
  const done = await runCommand(spine, { actor: { kind: 'operator' }, basis: null }, (tx, ctx) =>
    command(tx, ctx, { file }),
  );
  if (!done.ok) throw new Error(`the demo's roster was refused: ${JSON.stringify(done.refusal)}`);
}

async function publishFirst(
  spine: Spine,
  keys: ChannelKeys,
  plan: Pick<RosterPlan, 'area' | 'from' | 'issued' | 'expires'>,
  pinFile: string,
  folder: string,
): Promise<void> {
  const roster = signDemoRoster(keys, { ...plan, version: 1, previous: null });
  const pin = pinDemoRoster(keys, plan.area, roster);
  // The pin first: a start broken off between the two finds no roster, and makes both anew.
  writeDemoFile(folder, pinFile, writePin(pin));
  await publish(spine, pin, roster);
}

/** A roster is published and pinned, and its keys were seen lately. By the machine's day, which is a browser's. */
async function bringRosterUpToDate(
  spine: Spine,
  keys: ChannelKeys,
  { area, folder, log }: Pick<ChannelOptions, 'area' | 'folder' | 'log'>,
): Promise<void> {
  const today = spine.clock.wall().toZonedDateTimeISO(LONDON).toPlainDate();
  const days = { issued: today.toString(), expires: today.add({ years: GOOD_YEARS }).toString() };
  const first = await spine.db
    .transaction()
    .execute(async (tx) => (await rosterStore.findNewestRoster(tx)) === null);
  if (first) return publishFirst(spine, keys, { area, ...days, from: days.issued }, DEMO_PIN_FILE, folder);
  // Somebody's own, or a demo's whose folder is gone: nobody here can sign what would follow it.
  if (!existsSync(join(folder, DEMO_PIN_FILE))) return log.warn('demo-roster-not-ours');
  const { pin } = readPin(join(folder, DEMO_PIN_FILE));
  const newest = await spine.db
    .transaction()
    .execute((tx) => verifyNewest(rosterStore, tx, pin, today.toString()));
  if (!newest.ok) return log.warn('demo-roster-not-usable', { why: newest.why });
  const { roster, version, hash } = newest;
  if (today.since(roster.issued).days <= SEEN_AGAIN_DAYS) return;
  const from = roster.recipients[0]?.from ?? days.issued;
  await publish(
    spine,
    pin,
    signDemoRoster(keys, { area: pin.area, version: version + 1, previous: hash, from, ...days }),
  );
}

async function signEverybodyIn(
  spine: Spine,
  kept: KeptChannel,
  { folder, secrets }: Pick<ChannelOptions, 'folder' | 'secrets'>,
  isStopped: () => boolean,
): Promise<void> {
  let channel = kept;
  for (const person of RECIPIENTS) {
    if (isStopped()) return;
    const keys = channel.recipients.find(({ id }) => id === person.id);
    if (!keys || keys.signIn) continue;
    const signIn = await deriveSignIn(person, keys);
    const recipients = channel.recipients.map((one) => (one === keys ? { ...one, signIn } : one));
    channel = { ...channel, recipients };
    writeChannel(folder, channel);
  }
  const enrolled = RECIPIENTS.flatMap(({ id, handle }) => {
    const keys = channel.recipients.find((one) => one.id === id);
    return keys?.signIn ? [{ keys, handle, ...keys.signIn }] : [];
  });
  const day = spine.clock.wall().toZonedDateTimeISO(LONDON).toPlainDate();
  const hash = (auth: Uint8Array) => hashAuth(recipientSecret(secrets), auth);
  await spine.db.transaction().execute((tx) => saveDemoRecipients(tx, enrolled, day, hash));
}

export interface ChannelOptions {
  /** PostgreSQL as the role that keeps sealed disclosures. */
  readonly url: string;
  /** The data folder. */
  readonly folder: string;
  readonly area: string;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: Log;
}

/** The demo's channel, seen from the running program. */
export interface DemoChannel {
  /** Works out, once, what lets each recipient sign in by their passphrase. Resolves when that is done, or failed and was logged. */
  fill(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Sets the demo's sealed channel up, or takes it up again: when this resolves the roster is published and its pin is in the folder.
 * Sealing passphrases is slow on purpose, and waits for `fill`.
 */
export async function openDemoChannel(options: ChannelOptions): Promise<DemoChannel> {
  const { url, folder, log, clock } = options;
  const { spine, close } = openSealedSpine(url, clock, 1);
  let stopped = false;
  let filling: Promise<void> = Promise.resolve();
  try {
    const found = readChannel(folder);
    const kept = found ?? withoutSignIn(await makeChannelKeys());
    if (!found) writeChannel(folder, kept);
    await bringRosterUpToDate(spine, kept, options);
    return {
      fill: () => {
        filling = signEverybodyIn(spine, kept, options, () => stopped).catch((error: unknown) =>
          log.error('demo-channel-failed', describeError(error)),
        );
        return filling;
      },
      stop: async () => {
        stopped = true;
        await filling;
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const withoutSignIn = ({ guardians, recipients }: ChannelKeys): KeptChannel => ({
  guardians,
  recipients: recipients.map((one) => ({ ...one, signIn: null })),
});
