import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { LONDON } from '../kernel/clock.ts';
import { getCalendar } from '../modules/duties/index.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { checkDatabase } from './checks/check-database.ts';
import { checkMachine } from './checks/check-machine.ts';
import { checkSealed } from './checks/check-sealed.ts';
import { checkSettings } from './checks/check-settings.ts';
import { type Finding, renderFindings, wrong } from './checks/finding.ts';
import type { Call, OperatorCommand } from './command.ts';
import { findDataDir, openDatabase } from './open-database.ts';

const today = () => Temporal.Now.plainDateISO(LONDON);

async function examineDatabase(config: Config, call: Call): Promise<readonly Finding[]> {
  if (!config.database && !existsSync(findDataDir(config))) return [];
  try {
    const database = await openDatabase(config, {
      purpose: 'heed doctor',
      whenServed: 'share',
      log: call.log,
    });
    try {
      const findings = await checkDatabase(database.urls);
      const { sealed: url } = database.urls;
      return [...findings, await checkSealed(config, { url, folder: findDataDir(config), today: today() })];
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof OperatorError) return [wrong('Database', error.message)];
    throw error;
  }
}

async function run(call: Call): Promise<number> {
  const config = call.config();
  const findings = [
    ...checkMachine(config, findDataDir(config)),
    ...(await examineDatabase(config, call)),
    ...checkSettings(config, getCalendar('england-and-wales').last, today()),
  ];
  for (const line of renderFindings(findings)) call.say(line);
  return findings.some((finding) => finding.verdict === 'wrong') ? 1 : 0;
}

export const doctor: OperatorCommand = {
  name: 'doctor',
  takes: '',
  summary: 'Looks the installation over and says in plain words what is wrong and what to do.',
  help: `Node, the data folder, its disk and secrets, PostgreSQL and its settings, migrations, the serving role's rights, clocks,
sign-in, mail, text messages, the virus scanner, the sealed channel and the calendars. Changes nothing. Exit code 1 when
something is wrong.`,
  words: [0, 0],
  options: {},
  run,
};
