/**
 * A whole Heed in a process of its own, for tests that kill it: `node serve-heed.ts`, with `HEED_TEST_SERVE` as
 * `{"app": databaseUrl, "env": {...}}`. Says its address in one line of JSON.
 */
import { readConfig } from '../../src/config.ts';
import { runHeed } from '../../src/main.ts';
import { keepMemorySmall } from '../../src/platform/keep-memory-small.ts';
import { createLog } from '../../src/platform/log.ts';
import { makeSecrets } from './heed.ts';

const { app, env } = JSON.parse(process.env.HEED_TEST_SERVE ?? '{}') as {
  readonly app: string;
  readonly env: Readonly<Record<string, string>>;
};
keepMemorySmall();
const heed = await runHeed({
  config: readConfig({ HEED_MODE: 'demo', PORT: '0', ...env }),
  urls: { app },
  secrets: makeSecrets(),
  roles: ['web', 'worker'],
  log: createLog((line) => process.stderr.write(line)),
});
process.once('SIGTERM', () => {
  void heed.close().finally(() => process.exit(0));
});
process.stdout.write(`${JSON.stringify({ address: heed.address })}\n`);
