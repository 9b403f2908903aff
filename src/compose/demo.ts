import { beginDemo, type FillParts } from '../../demo/fill.ts';
import { describeDemoProgress, setDemoProgress } from '../../demo/progress.ts';
import type { Config } from '../config.ts';
import type { AccessModule } from '../modules/access/index.ts';
import type { ConcernsPorts } from '../modules/concerns/index.ts';
import type { People } from '../modules/people/index.ts';
import { deriveKey } from '../platform/crypto.ts';
import { openDb, openPool } from '../platform/db.ts';
import { describeError, type Log } from '../platform/log.ts';
import type { Secrets } from '../platform/secrets.ts';
import { makeCodeSecret } from '../platform/sessions/one-time-code.ts';
import { banner, type Html } from '../ui/index.ts';
import type { Foundations } from './foundations.ts';
import { composeRecords } from './records.ts';

/** Where the demo keeps its plan and how to sign in, and how many concerns it has. */
export interface DemoOptions {
  readonly folder: string;
  /** 0 leaves the area empty. */
  readonly size: number;
}

/** The modules that the demo acts through. */
interface Made {
  readonly access: AccessModule;
  readonly concerns: ConcernsPorts;
  readonly people: People;
}

interface Given {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly log: Log;
}

/** The demo area's parts, from the running program's own. */
export function composeDemoParts(
  on: Pick<Foundations, 'spine'>,
  made: Made,
  { secrets, log }: Pick<Given, 'secrets' | 'log'>,
  options: DemoOptions,
): FillParts {
  return {
    spine: on.spine,
    concerns: made.concerns,
    records: {
      people: made.people,
      commands: composeRecords(made.access, made.concerns, made.people).commands,
    },
    key: deriveKey(secrets.pepper, 'demo'),
    setProofs: made.access.commands.setProofs,
    makeCodeSecret,
    addApiClient: made.access.commands.addApiClient,
    onLeftOut: ({ act, code }) => log.warn('demo-act-refused', { act, code }),
    folder: options.folder,
    size: options.size,
  };
}

/** A demo that is begun, seen from the running program. */
export interface OpenDemo {
  /** Resolves when everything is there, or when it stopped; the banner says which. */
  readonly filled: Promise<void>;
  /** Begins filling in the background. */
  fill(): void;
  /** Stops between two transactions; the next start goes on from there. */
  stop(): Promise<void>;
}

/**
 * Makes the demo area in an empty database, or takes up one broken off. Null where somebody's records are: the demo
 * adds to nobody's.
 */
export async function openDemo(
  on: Pick<Foundations, 'spine'>,
  made: Made,
  { config, secrets, log }: Given,
  from: { readonly folder: string; readonly url: string },
): Promise<OpenDemo | null> {
  if (config.mode !== 'demo' || config.demoSize === 0) return null;
  // Connections of its own, so that pages never wait for the filling's.
  const pool = openPool({ url: from.url, name: 'heed demo', max: 4, prepare: true });
  const spine = { ...on.spine, db: openDb(pool) };
  const begun = await beginDemo(
    composeDemoParts({ spine }, made, { secrets, log }, { folder: from.folder, size: config.demoSize }),
  );
  if (!begun || begun.plan.filled) await pool.end();
  if (!begun) return null;
  const told = new AbortController();
  const filled = Promise.withResolvers<void>();
  let filling: Promise<void> | null = null;
  if (begun.plan.filled) filled.resolve();
  const run = async () => {
    try {
      await begun.fill(told.signal);
    } catch (error) {
      setDemoProgress({ state: 'failed', why: 'something went wrong, which the log describes' });
      log.error('demo-filling-failed', describeError(error));
    } finally {
      filled.resolve();
      await pool.end();
    }
  };
  return {
    filled: filled.promise,
    fill: () => {
      if (!begun.plan.filled) filling ??= run();
    },
    stop: async () => {
      told.abort();
      if (filling) await filling;
      else if (!begun.plan.filled) await pool.end();
    },
  };
}

/** The strip above staff pages while the demo area is being filled. */
export function drawDemoProgress(): Html | undefined {
  const text = describeDemoProgress();
  return text === null ? undefined : banner({ type: 'information', text });
}
