import type { Config, ServingUrls } from '../config.ts';
import { runHeed } from '../main.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { openSecrets } from './open-database.ts';
import type { Opened } from './run-until-told.ts';

export interface LaunchOptions {
  readonly config: Config;
  readonly urls: ServingUrls;
  readonly roles: readonly ('web' | 'worker')[];
  readonly log: (line: string) => void;
}

/** Starts Heed's roles, with the usual reasons for a port's refusal put into words. */
export async function launchHeed(options: LaunchOptions): Promise<Opened & { readonly address: string }> {
  const { config } = options;
  try {
    const running = await runHeed({ ...options, secrets: openSecrets(config) });
    return { name: 'Heed', address: running.address, close: () => running.close() };
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE')
      throw new OperatorError(
        `Port ${config.port} is taken by another program. Stop that one, or set PORT to another number.`,
        { cause },
      );
    if (code === 'EACCES')
      throw new OperatorError(`Port ${config.port} needs more rights than Heed has. Set PORT above 1023.`, {
        cause,
      });
    if (code === 'EADDRNOTAVAIL')
      throw new OperatorError(`HEED_HOST ${config.host} is not an address of this machine.`, { cause });
    throw cause;
  }
}
