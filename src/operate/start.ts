import type { Config } from '../config.ts';
import type { RunningHeed } from '../main.ts';
import { migrate } from '../platform/migrate.ts';
import type { Call, OperatorCommand } from './command.ts';
import { startDemoWitnesses } from './demo-witnesses.ts';
import { launchHeed } from './launch-heed.ts';
import { openDatabase, refuseUnmigrated } from './open-database.ts';
import { refuseUnreplayed } from './replay-erasures.ts';
import { type Opened, runUntilTold } from './run-until-told.ts';

/** Two witnesses of other organisations, unless the settings name witnesses or there is no demo area. The demo goes on without. */
async function beginDemoWitnessing(
  call: Call,
  config: Config,
  open: <T extends Opened>(opening: Promise<T>) => Promise<T>,
  heed: Pick<RunningHeed, 'beginWitnessing'>,
): Promise<void> {
  if (config.witnessesFile !== null || config.demoSize === 0) return;
  const started = await startDemoWitnesses(config, call.log).catch((error: Error) => {
    call.log(`The demo's witnesses did not start, so its ledger is not witnessed: ${error.message}`);
    return null;
  });
  if (!started) return;
  await open(Promise.resolve(started));
  heed.beginWitnessing(started.witnesses);
  call.say('Two witnesses, of an invented police force and hospital, cosign the ledger.');
}

async function run(call: Call): Promise<number> {
  const config = call.config();
  const { log } = call;
  await runUntilTold(log, async (open) => {
    const { urls } = await open(openDatabase(config, { purpose: 'heed start', whenServed: 'refuse', log }));
    if (urls.owner !== null) await migrate({ ownerUrl: urls.owner, now: Temporal.Now.instant(), log });
    await refuseUnmigrated(urls);
    await refuseUnreplayed(config, urls.app);
    const heed = await open(launchHeed({ config, urls, roles: ['web', 'worker'] }));
    call.say(`Heed is listening on ${heed.address}`);
    if (config.mode === 'demo') {
      call.say('This is the demo: an invented area, with no real people in it.');
      await beginDemoWitnessing(call, config, open, heed);
      call.say(
        `To sign in, open ${heed.address}/sign-in/demo and choose who to be. Press Ctrl-C here to stop.`,
      );
    }
  });
  return 0;
}

export const start: OperatorCommand = {
  name: 'start',
  takes: '',
  summary: 'Starts everything: the database, migrations, the web pages and the worker.',
  help: `Without HEED_DATABASE_URL it starts the embedded PostgreSQL in the data folder, migrates it and, when it is empty,
fills it with the demo area. With HEED_DATABASE_URL it uses that server, and migrates it if HEED_DATABASE_OWNER_URL is set.
Ctrl-C stops everything, PostgreSQL last. A second start on the same data folder is refused.`,
  words: [0, 0],
  options: {},
  run,
};
