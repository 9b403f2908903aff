import { openDemo } from './compose/demo.ts';
import { DEMO_KEY_HOLDERS, findRosterPin, openDemoChannel } from './compose/demo-channel.ts';
import { bringRulesUpToDate } from './compose/duties-ports.ts';
import { layFoundations } from './compose/foundations.ts';
import { openSealed, openSealedSpine } from './compose/sealed.ts';
import { composeSealedWorker } from './compose/sealed-worker.ts';
import { composeSubmitter, type Witnesses } from './compose/witnesses.ts';
import { composeModules, composeWeb, composeWorker } from './compose.ts';
import type { Config } from './config.ts';
import type { Clock } from './kernel/clock.ts';
import type { Log } from './platform/log.ts';
import type { Secrets } from './platform/secrets.ts';

/** What one process does: serve pages, do standing work, or both. */
export type Role = 'web' | 'worker';

export interface HeedOptions {
  readonly config: Config;
  /** The database by the role that serves; migrated already. */
  readonly urls: { readonly app: string; readonly sealed?: string | null };
  readonly secrets: Secrets;
  readonly roles: readonly Role[];
  readonly log: Log;
  /** Where the demo area's files are kept; without it, or in production, no demo area is made. */
  readonly demoFolder?: string | null;
  /** The list of records erased by law, kept outside the database; without it none is kept. */
  readonly erasuresFile?: string | null;
  /** A folder on the database's disk, where that is this machine's: `/health/ready` says how much room it has. */
  readonly diskFolder?: string | null;
  /** A folder of this machine's, outside the database: there the ledger's check remembers what was published. */
  readonly dataFolder?: string | null;
  /** For tests: instead of the machine's or the demo's. */
  readonly clock?: Clock;
}

export interface RunningHeed {
  /** Where it listens, such as `http://127.0.0.1:3000`; `null` for a worker alone. */
  readonly address: string | null;
  /** Has the ledger cosigned by these from now on, besides any that the settings name: for the demo's, which start last. */
  beginWitnessing(witnesses: Witnesses): void;
  /** Lets what has begun finish, then lets go of everything. May be called twice. */
  close(): Promise<void>;
}

/** Runs Heed until `close`. Refuses, by throwing, to begin on a database that isn't there or isn't migrated. */
export async function runHeed(options: HeedOptions): Promise<RunningHeed> {
  const { config, log, roles } = options;
  const closers: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  const closeAll = async () => {
    for (const close of closers.reverse()) await close();
  };
  const close = () => {
    closing ??= closeAll();
    return closing;
  };
  try {
    const works = roles.includes('worker');
    const { secrets, clock } = options;
    const foundations = await layFoundations({ config, url: options.urls.app, secrets, log, works, clock });
    closers.push(() => foundations.close());
    const { diskFolder, dataFolder, erasuresFile } = options;
    const given = { config, secrets, log, diskFolder, dataFolder, erasuresFile };
    await bringRulesUpToDate(foundations.spine);
    const modules = composeModules(foundations, given);
    // A process that does everything makes the demo area: with several there would be several.
    const folder = works && roles.includes('web') && config.mode === 'demo' ? options.demoFolder : null;
    const demo = folder
      ? await openDemo(foundations, modules, given, { folder, url: options.urls.app })
      : null;
    if (demo) closers.push(() => demo.stop());
    const { sealed: sealedUrl = null } = options.urls;
    const channel =
      demo && folder && sealedUrl !== null && config.rosterPinFile === null
        ? await openDemoChannel({
            url: sealedUrl,
            folder,
            area: config.areaName,
            secrets,
            clock: foundations.spine.clock,
            log,
          })
        : null;
    if (channel) closers.push(() => channel.stop());
    const pin = findRosterPin(config, dataFolder ?? null);
    const sealedSpine = sealedUrl === null ? null : openSealedSpine(sealedUrl, foundations.spine.clock);
    if (sealedSpine) closers.push(() => sealedSpine.close());
    const sealed = sealedSpine && openSealed(sealedSpine, pin?.file ?? null, secrets);
    const keyHolders = pin?.isDemo ? DEMO_KEY_HOLDERS : [];
    const compose = { ...given, sealed, sealedSpine, keyHolders };
    if (works) {
      const worker = await composeWorker(foundations, modules, { ...compose, engineAfter: demo?.filled });
      closers.push(() => worker.stop());
      if (sealed) {
        const watch = composeSealedWorker(sealed, { app: foundations.spine, sender: worker.sender, log });
        closers.push(() => watch.stop());
        watch.start();
      }
    }
    const beginWitnessing = (witnesses: Witnesses) => {
      const submitter = composeSubmitter(foundations.spine, witnesses, log);
      closers.push(() => submitter.stop());
      submitter.start();
    };
    if (!roles.includes('web')) return { address: null, beginWitnessing, close };
    const { app } = await composeWeb(foundations, modules, compose);
    closers.push(() => app.close());
    const address = await app.listen({ host: config.host, port: config.port });
    log.info('listening');
    demo?.fill();
    void channel?.fill();
    return { address, beginWitnessing, close };
  } catch (error) {
    await close();
    throw error;
  }
}
