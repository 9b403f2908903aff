import { readAloud, toBase64url } from '../../modules/disclosures/index.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { nameOf, needOption, needSigned, reading, toFileText, writeNewFile } from './guardian-files.ts';

async function run(call: Call): Promise<number> {
  return reading(async () => {
    const out = needOption(call, 'out', 'the file for the pin');
    const signed = await needSigned(needOption(call, 'roster', 'the signed roster'));
    const { area, guardians, threshold, version } = signed.roster;
    const pin = {
      heed: 'roster pin 1',
      area,
      guardians: guardians.map(({ id, name, key }) => ({ id, name, key: toBase64url(key) })),
      threshold,
      version,
      hash: signed.hash,
    };
    writeNewFile(out, toFileText(pin));
    call.say(`${nameOf(signed)} is pinned in ${out}. Compare with the guardians, aloud:`);
    call.say(readAloud(signed.payload));
    return 0;
  });
}

export const guardianPin: OperatorCommand = {
  name: 'guardian pin',
  takes: '--roster SIGNED --out PIN',
  summary: 'Writes the pin of a signed roster, which browsers trust to begin with.',
  help: `--roster SIGNED   a roster that enough of its own guardians signed
--out PIN         where the pin goes: keep it outside the database

A pin says which guardians are trusted, and from which roster on. docs/operating/guardians.md says where it is kept and when
it changes.`,
  words: [0, 0],
  options: { roster: { type: 'string' }, out: { type: 'string' } },
  run,
};
