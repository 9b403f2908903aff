import type { Foundations } from '../../compose/foundations.ts';
import { composeAlarms, readWitnesses } from '../../compose/witnesses.ts';
import type { Config } from '../../config.ts';
import { isNonEmpty } from '../../kernel/non-empty.ts';
import type { Tx } from '../../kernel/tx.ts';
import { clearAlarm, raiseAlarm } from '../../modules/duties/index.ts';
import {
  askWitnesses,
  BECAUSE,
  type Because,
  formatVerifierKey,
  type LogKey,
  Malformed,
  MOST_NOTE_BYTES,
  type NoteOutside,
  OldLogUnclear,
  openLogKey,
  openSuccession,
  readLooseFile,
  readPublishedFile,
  type Succession,
  type SuccessionAsked,
  saySuccession,
} from '../../modules/ledger/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import { runCommand } from '../../platform/run-command.ts';
import { OPERATOR } from '../area/write-area.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { findDataDir, openSecrets } from '../open-database.ts';
import { withModules } from '../with-modules.ts';
import { listOption, pathOf, readKeyOption } from './judge-files.ts';

const textOf = (value: Call['options'][string]) => (typeof value === 'string' ? value : '');

function readBecause(call: Call): Because {
  const said = textOf(call.options.because);
  const because = BECAUSE.find((one) => one === said);
  if (because) return because;
  throw new OperatorError(`Say why with --because: one of ${BECAUSE.join(', ')}.`);
}

/** Checkpoints of the old log that are known outside the database: what this machine published, and what was handed in. */
async function readNotes(call: Call, config: Config): Promise<readonly NoteOutside[]> {
  const published = await readPublishedFile(findDataDir(config));
  const given = listOption(call, 'checkpoint').map((path) => ({
    note: readLooseFile(pathOf(path), MOST_NOTE_BYTES),
    from: path,
  }));
  return [...(published ? [{ note: published, from: 'ledger-published-checkpoint' }] : []), ...given];
}

/** The old log's key under its name: the one given, else the one in place now. */
function findOldKey(call: Call, seed: Uint8Array) {
  const given = call.options['old-key'];
  const old = typeof given === 'string' ? readKeyOption('old-key', given) : null;
  return (origin: string) => {
    if (old && old.name !== origin)
      throw new OldLogUnclear(
        `--old-key is the key of ${old.name}, and the log in this database is ${origin}.`,
      );
    return old ?? openLogKey(origin, seed).verifier;
  };
}

/** Every witness must have its say: what one knows and did not tell could be buried. */
async function hearWitnesses(on: Foundations, config: Config, log: (line: string) => void): Promise<void> {
  const { contacts } = readWitnesses(config);
  if (contacts.length === 0) return;
  log(`Asking what each witness knows of the old log (${contacts.length}).`);
  const silent = await askWitnesses({ spine: on.spine, contacts, alarms: composeAlarms(on.spine) });
  if (silent.length > 0)
    throw new OperatorError(
      `${silent.map(({ witness, why }) => `${witness} (${why})`).join(', ')} did not say what it knows of the old log, so no new one is opened. Have it answer, or, where it is gone for good, take it out of HEED_WITNESSES and say so in --reason.`,
    );
}

interface Prepared {
  readonly key: LogKey;
  readonly asked: SuccessionAsked;
  readonly opening: ReturnType<typeof openSuccession>;
}

function prepare(call: Call, config: Config, notes: readonly NoteOutside[]): Prepared {
  const seed = openSecrets(config).ledgerSigningKey;
  const key = openLogKey(config.ledgerOrigin, seed);
  const oldKeyOf = findOldKey(call, seed);
  const given = call.options['old-key'];
  const keyIsNew =
    typeof given === 'string' &&
    readKeyOption('old-key', given).publicKey.toHex() !== key.verifier.publicKey.toHex();
  const asked: SuccessionAsked = {
    because: readBecause(call),
    reason: textOf(call.options.reason),
    decidedBy: textOf(call.options['decided-by']),
    origin: key.origin,
    vkey: formatVerifierKey(key.verifier),
    keyIsNew,
  };
  return { key, asked, opening: openSuccession(oldKeyOf, notes) };
}

function sayPlan(call: Call, succession: Succession): void {
  call.say('This will be the first entry of a new log, for good:');
  for (const line of saySuccession(succession)) call.say(`  ${line}`);
  call.say(`Its key: ${succession.key}`);
  call.say(
    'The old log is kept, served and exported as it is, and never carried on. Entries that wait get their numbers in the new one.',
  );
  call.say(
    'The scrutineers and the administrators are told. Witnesses cosign it once their operators list its key.',
  );
}

/** What the new log would say, as things stand. Throws `OperatorError` where there may be none. */
async function planIn(tx: Tx, { asked, opening }: Prepared) {
  const { decision, holds } = await opening.plan(tx, asked);
  if (!decision.ok) throw new OperatorError(`${decision.why} Nothing was changed.`);
  return { succession: decision.succession, holds };
}

/** Opens it, planned anew: one transaction, in which nobody numbers. Gives what the new log says. */
async function open(on: Foundations, prepared: Prepared): Promise<Succession> {
  const done = await runCommand(on.spine, OPERATOR, async (tx, ctx) => {
    const { succession, holds } = await planIn(tx, prepared);
    const opened = await prepared.opening.open(tx, ctx, { succession, holds: holds.map(({ id }) => id) });
    const { origin, previous, lost, because } = succession;
    const alarm = await raiseAlarm(tx, ctx, {
      kind: 'ledger-succeeded',
      about: origin,
      detail: { origin, follows: previous.origin, because, lost: lost.entries, from: lost.from },
    });
    const over = [];
    for (const about of new Set(holds.map(({ witness }) => witness)))
      over.push(await clearAlarm(tx, ctx, { kind: 'ledger-refused', about }));
    if (!opened.ok) return opened;
    const entries = [...opened.entries, ...[alarm, ...over].flatMap((one) => (one.ok ? one.entries : []))];
    if (!isNonEmpty(entries)) throw new Error('a new log without an entry');
    return { ok: true, value: succession, entries, events: [] };
  });
  if (!done.ok)
    throw new OperatorError(`The new log was not opened (${done.refusal.code}). Nothing was changed.`);
  return done.value;
}

async function run(call: Call): Promise<number> {
  const config = call.config();
  const confirm = textOf(call.options.confirm);
  try {
    const prepared = prepare(call, config, await readNotes(call, config));
    return await withModules({ config, purpose: 'heed ledger succeed', log: call.log }, async (on) => {
      await hearWitnesses(on, config, call.log);
      const planned = await on.spine.db.transaction().execute((tx) => planIn(tx, prepared));
      sayPlan(call, planned.succession);
      if (confirm !== prepared.asked.origin) {
        call.say(
          `Nothing was changed yet. To do it, run the same again with --confirm ${prepared.asked.origin}`,
        );
        return 1;
      }
      const { origin } = await open(on, prepared);
      call.say(`Done. The ledger goes on in the log ${origin} when Heed starts.`);
      return 0;
    });
  } catch (error) {
    if (error instanceof OldLogUnclear || error instanceof Malformed)
      throw new OperatorError(`${error.message} Nothing was changed.`, { cause: error });
    throw error;
  }
}

export const ledgerSucceed: OperatorCommand = {
  name: 'ledger succeed',
  takes:
    '--because WHY --reason TEXT --decided-by TEXT [--checkpoint FILE...] [--old-key VKEY] [--confirm ORIGIN]',
  summary: 'Opens a new log after published entries were lost, or with another key. The old one is kept.',
  help: `--because WHY       ${BECAUSE.join(', ')}
--reason TEXT       in a sentence, for good, for everybody who verifies the ledger
--decided-by TEXT   who decided it: name and post
--checkpoint FILE   a checkpoint of the old log as others have it: another machine's published file, a witness's
--old-key VKEY      the old log's key, or a file that holds it, where the one in place now is another
--confirm ORIGIN    does it; without it, it says what it would do

Set HEED_LEDGER_ORIGIN to the new log's name on every machine first, and stop every worker. It refuses where nothing was lost
and the key is the same, and where a witness knows of more than you show. See docs/operating/witnesses.md and keys.md.`,
  words: [0, 0],
  options: {
    because: { type: 'string' },
    reason: { type: 'string' },
    'decided-by': { type: 'string' },
    checkpoint: { type: 'string', multiple: true },
    'old-key': { type: 'string' },
    confirm: { type: 'string' },
  },
  run,
};
