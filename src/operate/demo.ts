import { demoProgress, describeDemoProgress } from '../../demo/progress.ts';
import { openDemo } from '../compose/demo.ts';
import { layFoundations } from '../compose/foundations.ts';
import { composeModules } from '../compose.ts';
import type { Config, ServingUrls } from '../config.ts';
import { silentLog } from '../platform/log.ts';
import { migrate } from '../platform/migrate.ts';
import { OperatorError } from '../platform/operator-error.ts';
import type { Call, OperatorCommand } from './command.ts';
import { findDataDir, openDatabase, openSecrets, refuseUnmigrated } from './open-database.ts';

const TELL_EVERY_MS = 5_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Fills until done or told to stop; what is done by then is kept, and the next time goes on from there. */
async function fill(config: Config, urls: ServingUrls, call: Call): Promise<number> {
  const secrets = openSecrets(config);
  const log = silentLog;
  const foundations = await layFoundations({ config, url: urls.app, secrets, log, works: false });
  const tell = () => {
    const sentence = describeDemoProgress();
    if (sentence !== null) call.log(sentence);
  };
  const teller = setInterval(tell, TELL_EVERY_MS);
  try {
    const given = { config, secrets, log };
    const from = { folder: findDataDir(config), url: urls.app };
    const demo = await openDemo(foundations, composeModules(foundations, given), given, from);
    if (!demo)
      throw new OperatorError(
        "There are records in this database, and the demo adds to nobody's. Nothing was changed.",
      );
    const stop = () => void demo.stop();
    for (const name of SIGNALS) process.once(name, stop);
    demo.fill();
    await demo.filled;
    await demo.stop();
    for (const name of SIGNALS) process.off(name, stop);
  } finally {
    clearInterval(teller);
    await foundations.close();
  }
  const { state } = demoProgress();
  if (state === 'failed' || state === 'filling') {
    tell();
    call.log('Run it again to go on.');
    return 1;
  }
  call.say(`The demo area is there. How to sign in is in ${findDataDir(config)}/demo-credentials.json`);
  return 0;
}

async function run(call: Call): Promise<number> {
  const config = call.config();
  if (config.mode !== 'demo') throw new OperatorError('Production takes no demo area. Nothing was changed.');
  if (config.demoSize === 0)
    throw new OperatorError('HEED_DEMO_SIZE is 0, so there is nothing to fill with.');
  const database = await openDatabase(config, {
    purpose: 'heed demo',
    whenServed: 'refuse',
    log: call.log,
  });
  try {
    const { owner } = database.urls;
    if (owner !== null) await migrate({ ownerUrl: owner, now: Temporal.Now.instant(), log: call.log });
    await refuseUnmigrated(database.urls);
    return await fill(config, database.urls, call);
  } finally {
    await database.close();
  }
}

export const demo: OperatorCommand = {
  name: 'demo',
  takes: '',
  summary:
    'Fills an empty database with the demo area, without serving it. `heed start` does this by itself.',
  help: `For showing Heed on a server of your own: HEED_MODE=demo with HEED_DATABASE_URL. Takes up where an earlier fill was broken
off. Refused in production, and where there are records of anybody else's. Stop Heed first.`,
  words: [0, 0],
  options: {},
  run,
};
