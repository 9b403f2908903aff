import { describeUnwitnessed } from '../compose/witnesses.ts';
import type { Config, ServingUrls } from '../config.ts';
import { type Role, type RunningHeed, runHeed } from '../main.ts';
import { keepMemorySmall } from '../platform/keep-memory-small.ts';
import { createLog, type Log } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { findDataDir, findErasuresFile, openSecrets } from './open-database.ts';
import type { Opened } from './run-until-told.ts';

export interface LaunchOptions {
  readonly config: Config;
  readonly urls: ServingUrls;
  readonly roles: readonly Role[];
}

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

/** Heed's own log on standard error, down to the level in the settings. */
function openLog(level: Config['logLevel']): Log {
  const log = createLog((line) => process.stderr.write(line));
  const wanted = LEVELS.indexOf(level);
  return {
    error: log.error,
    warn: wanted >= 1 ? log.warn : () => undefined,
    info: wanted >= 2 ? log.info : () => undefined,
  };
}

/** Why a port was refused, in words; or the error as it came. */
function explain(error: unknown, config: Config): unknown {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${config.port} is taken by another program. Stop that one, or set PORT to another number.`,
    EACCES: `Port ${config.port} needs more rights than Heed has. Set PORT above 1023.`,
    EADDRNOTAVAIL: `HEED_HOST ${config.host} is not an address of this machine.`,
  };
  const sentence = sentences[String((error as NodeJS.ErrnoException).code)];
  return sentence === undefined ? error : new OperatorError(sentence, { cause: error });
}

/** Where people on this machine find it: "localhost" reads better than 127.0.0.1 and is what passkeys want. */
function friendlyAddress(config: Config, address: string | null): string {
  return config.baseUrl ?? (address ?? '').replace('//127.0.0.1:', '//localhost:');
}

/** Starts Heed's roles. `address` is where people reach it, without a slash at the end. */
export async function launchHeed(
  options: LaunchOptions,
): Promise<Opened & Pick<RunningHeed, 'beginWitnessing'> & { readonly address: string }> {
  const { config } = options;
  keepMemorySmall();
  const unwitnessed = options.roles.includes('worker') ? describeUnwitnessed(config) : null;
  if (unwitnessed !== null) process.stderr.write(`${unwitnessed}\n`);
  try {
    const running = await runHeed({
      ...options,
      demoFolder: config.mode === 'demo' ? findDataDir(config) : null,
      erasuresFile: findErasuresFile(config),
      diskFolder: config.database ? null : findDataDir(config),
      dataFolder: findDataDir(config),
      secrets: openSecrets(config),
      log: openLog(config.logLevel),
    });
    return {
      name: 'Heed',
      address: friendlyAddress(config, running.address),
      beginWitnessing: running.beginWitnessing,
      close: () => running.close(),
    };
  } catch (error) {
    throw explain(error, config);
  }
}
