import type { Call, OperatorCommand } from './command.ts';
import { launchHeed } from './launch-heed.ts';
import { openDatabase, refuseUnmigrated } from './open-database.ts';
import { refuseUnreplayed } from './replay-erasures.ts';
import { runUntilTold } from './run-until-told.ts';

type Role = 'web' | 'worker';

async function run(call: Call, role: Role): Promise<number> {
  const config = call.config();
  const { log } = call;
  const purpose = role === 'web' ? 'heed serve' : 'heed worker';
  await runUntilTold(log, async (open) => {
    const { urls } = await open(openDatabase(config, { purpose, whenServed: 'share', log }));
    await refuseUnmigrated(urls);
    await refuseUnreplayed(config, urls.app);
    const heed = await open(launchHeed({ config, urls, roles: [role] }));
    call.say(role === 'web' ? `Heed is listening on ${heed.address}` : 'The worker is running.');
  });
  return 0;
}

export const serve: OperatorCommand = {
  name: 'serve',
  takes: '',
  summary: 'Serves the web pages only. Run as many as you like against one database.',
  help: `For production, beside at least one \`heed worker\`. The database must be migrated first (\`heed migrate\`).`,
  words: [0, 0],
  options: {},
  run: (call) => run(call, 'web'),
};

export const worker: OperatorCommand = {
  name: 'worker',
  takes: '',
  summary: 'Runs the duty engine and sends notices. Run two or more: one works, the others stand by.',
  help: `Without a worker no clock climbs and no notice is sent. The database must be migrated first (\`heed migrate\`).`,
  words: [0, 0],
  options: {},
  run: (call) => run(call, 'worker'),
};
