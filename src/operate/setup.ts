import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { OperatorError } from '../platform/operator-error.ts';
import { readAreaFile } from './area/read-area-file.ts';
import { writeNewArea } from './area/write-area.ts';
import type { Call, OperatorCommand } from './command.ts';
import { makeInvitation } from './invite.ts';
import { withModules } from './with-modules.ts';

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new OperatorError(`${path} can't be read (${(cause as NodeJS.ErrnoException).code}).`, { cause });
  }
}

async function run(call: Call): Promise<number> {
  const config = call.config();
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), call.words[0] ?? '');
  const file = readAreaFile(readText(path));
  await withModules({ config, purpose: 'heed setup', log: call.log }, async (on, modules) => {
    await writeNewArea(on.spine, file);
    call.say(`${file.area} is set up: ${file.posts.length} posts, ${file.people.length} people.`);
    if (!config.localAccounts) {
      call.say('Everybody signs in by OpenID, with the e-mail in the file.');
      return;
    }
    call.say(
      'Each link lets its owner choose a password, once, within 48 hours. Hand them over by a way you trust:',
    );
    for (const { name, email } of file.people)
      call.say(`  ${name} <${email}>  ${await makeInvitation(on, modules, config, email)}`);
  });
  return 0;
}

export const setup: OperatorCommand = {
  name: 'setup',
  takes: 'FILE',
  summary: 'Sets up a new area from a file: its agencies, posts, ladders and first people.',
  help: `FILE is JSON, as docs/operating/area.example.json shows. Only for a database with no area in it: every later change is
made on Heed's pages and confirmed by the scrutineer. Nothing is written unless all of it is right.`,
  words: [1, 1],
  options: {},
  run,
};
