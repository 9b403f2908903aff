import { openSignedRoster, parseSignedRoster } from '../../modules/disclosures/index.ts';
import { Malformed } from '../../modules/ledger/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { listOption } from '../ledger/judge-files.ts';
import { mustRead, needOption, reading, readNamedFile, toFileText, writeNewFile } from './guardian-files.ts';

/** Keys not used for 90 days are no longer sealed to, and the roster says when they were used: it is signed anew each quarter. */
const LASTS_DAYS = 92;

type Fields = Readonly<Record<string, unknown>>;

/** The first version, for people to fill in; its fields in the order in which they are read. */
const emptyRoster = (area: string): Fields => ({
  heed: 'roster 1',
  area,
  version: 1,
  previous: null,
  issued: null,
  expires: null,
  guardians: [],
  threshold: 2,
  organisations: [],
  units: [],
  recipients: [],
});

/** The next version of a signed roster: everything as it is there. */
function nextRoster(typed: string): Fields {
  const { payload, roster, hash } = mustRead(
    typed,
    openSignedRoster(parseSignedRoster(readNamedFile(typed))),
  );
  const fields = JSON.parse(Buffer.from(payload).toString('utf8')) as Fields;
  return { ...fields, version: roster.version + 1, previous: hash };
}

/** A recipient's entry as they sent it. Whether it is one is said when the draft is signed. */
function readRequest(typed: string): Fields {
  try {
    return JSON.parse(Buffer.from(readNamedFile(typed)).toString('utf8')) as Fields;
  } catch (error) {
    throw error instanceof Malformed ? error : new Malformed(`${typed} is not JSON.`);
  }
}

/** The list of recipients with these in it: each in the place of the one with the same id, or at the end. */
function addRecipients(list: readonly Fields[], requests: readonly Fields[]): readonly Fields[] {
  const byId = new Map([...list, ...requests].map((one) => [one.id, one]));
  return [...byId.values()];
}

async function run(call: Call): Promise<number> {
  return reading(async () => {
    const out = needOption(call, 'out', 'the file for the draft');
    const { from, area } = call.options;
    if ((typeof from === 'string') === (typeof area === 'string'))
      throw new OperatorError(
        'Give the last signed roster with --from, or, for the first, the area’s name with --area.',
      );
    const roster = typeof from === 'string' ? nextRoster(from) : emptyRoster(String(area));
    const requests = listOption(call, 'add-recipient').map(readRequest);
    const recipients = addRecipients(roster.recipients as readonly Fields[], requests);
    const today = Temporal.Now.plainDateISO();
    const expires = today.add({ days: LASTS_DAYS }).toString();
    writeNewFile(out, toFileText({ ...roster, issued: today.toString(), expires, recipients }));
    call.say(
      `${out} is version ${roster.version}, good until ${expires}. Change it in an editor, then sign it.`,
    );
    return 0;
  });
}

export const guardianDraft: OperatorCommand = {
  name: 'guardian draft',
  takes: '(--from SIGNED | --area NAME) --out DRAFT [--add-recipient FILE...]',
  summary: 'Begins the next version of the roster: who may be told of a disclosure.',
  help: `--from SIGNED          the last signed roster: the draft holds what is in it
--area NAME            begins a first roster, with nobody in it
--out DRAFT            a JSON file for people to change; docs/operating/guardians.md says what each field means
--add-recipient FILE   the entry that a recipient sent; it takes the place of the one with the same id

A draft is good for ${LASTS_DAYS} days from today, unless you write other dates into it.`,
  words: [0, 0],
  options: {
    from: { type: 'string' },
    area: { type: 'string' },
    out: { type: 'string' },
    'add-recipient': { type: 'string', multiple: true },
  },
  run,
};
