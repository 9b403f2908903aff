import { findRosterPin } from '../../compose/demo-channel.ts';
import { openSealedSpine, readPin } from '../../compose/sealed.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import {
  openSignedRoster,
  parseSignedRoster,
  publishRoster,
  readAloud,
  rosterStore,
} from '../../modules/disclosures/index.ts';
import { machineClock } from '../../platform/clock.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { runCommand } from '../../platform/run-command.ts';
import { OPERATOR } from '../area/write-area.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { mustRead, reading, readNamedFile } from '../guardian/guardian-files.ts';
import { findDataDir, openDatabase, refuseUnmigrated } from '../open-database.ts';

const whyOf = ({ code, detail }: Refusal): string => String(detail?.why ?? code);

/** Publishes the signed roster in `file` on the database at `url`; throws `OperatorError` with the reason where it is refused. */
async function publish(url: string, pinFile: string, typed: string, file: Uint8Array) {
  const { pin } = readPin(pinFile);
  // By the machine's day, whatever the demo's clock shows: browsers judge the roster by theirs.
  const { spine, close } = openSealedSpine(url, machineClock, 1);
  try {
    const command = publishRoster(rosterStore, pin);
    const done = await runCommand(spine, OPERATOR, (tx, ctx) => command(tx, ctx, { file }));
    if (!done.ok)
      throw new OperatorError(`${typed} can’t be published: ${whyOf(done.refusal)} Nothing was changed.`);
    return done.value;
  } finally {
    await close();
  }
}

async function run(call: Call): Promise<number> {
  return reading(async () => {
    const [typed = ''] = call.words;
    const config = call.config();
    const file = readNamedFile(typed);
    const pin = findRosterPin(config, findDataDir(config));
    if (!pin)
      throw new OperatorError(
        'HEED_ROSTER_PIN must name the pin first: `heed guardian pin` makes it. Nothing was changed.',
      );
    const database = await openDatabase(config, {
      purpose: 'heed disclosures publish-roster',
      whenServed: 'share',
      log: call.log,
    });
    try {
      const { sealed } = database.urls;
      if (sealed === null)
        throw new OperatorError(
          'HEED_DATABASE_SEALED_URL must be set: only that role keeps rosters. Nothing was changed.',
        );
      await refuseUnmigrated(database.urls);
      const { version } = await publish(sealed, pin.file, typed, file);
      const { payload, roster } = mustRead(typed, openSignedRoster(parseSignedRoster(file)));
      call.say(`Roster ${version} of ${roster.area} is published, good until ${roster.expires}. Read aloud:`);
      call.say(readAloud(payload));
      return 0;
    } finally {
      await database.close();
    }
  });
}

export const disclosuresPublishRoster: OperatorCommand = {
  name: 'disclosures publish-roster',
  takes: 'FILE',
  summary: 'Publishes the roster that the guardians signed: who may be told of a disclosure.',
  help: `FILE is a signed roster from \`heed guardian sign\`. It must follow the newest one, or be the pinned one, and be signed as the
pin in HEED_ROSTER_PIN asks; by HEED_DATABASE_SEALED_URL. Browsers have it from then on; Heed need not be started again.`,
  words: [1, 1],
  options: {},
  run,
};
