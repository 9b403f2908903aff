import { createHash } from 'node:crypto';
import {
  addDays,
  type DayHead,
  dayOf,
  dueOf,
  encodeParts,
  judgeLog,
  type LogAnswer,
  readBase64url,
  readGrant,
  toBase64url,
} from '../../modules/disclosures/index.ts';
import { checkClosedDay, Malformed, readVerifierKey } from '../../modules/ledger/index.ts';
import { verifySignature } from '../../platform/crypto.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call, OperatorCommand } from '../command.ts';
import { pathFrom } from '../networks/path-from.ts';
import { NoAnswer } from './ask-service.ts';
import { fetchLedgerKey, fetchLog, fetchShownDay } from './fetch-log.ts';
import { type MirrorFolder, openMirrorFolder, type ServiceKeys } from './mirror-folder.ts';
import { baseOf, sayAlarms } from './watch-words.ts';

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());

/** The service's keys: as first seen, for good. Another one is a fault, and the one first seen goes on being used. */
function pinKeys(
  folder: MirrorFolder,
  shown: ServiceKeys,
  say: (line: string) => void,
): { readonly keys: ServiceKeys; readonly faults: readonly string[] } {
  const { service } = folder;
  if (service) {
    const changed = service.heads !== shown.heads || service.ledger !== shown.ledger;
    const fault =
      'The service shows other keys than at first: what it signs now proves nothing to this copy.';
    return { keys: service, faults: changed ? [fault] : [] };
  }
  folder.saveService(shown);
  say('From now on this copy trusts these keys. Compare them with those of another mirror, by telephone:');
  say(`  heads   ${shown.heads}`);
  say(`  ledger  ${shown.ledger}`);
  return { keys: shown, faults: [] };
}

/** What is wrong with a head's place in the ledger, in a list; `null` while it is a matter of moments. */
async function judgeShown(
  base: string,
  { day, hash, signature }: DayHead,
  keys: ServiceKeys,
  today: string,
): Promise<readonly string[] | null> {
  const shown = await fetchShownDay(base, day);
  if (shown === 'not-yet' && day >= addDays(today, -1)) return null;
  if (shown === null || shown === 'not-yet') return [`The head of ${day} is not in the ledger.`];
  const closed = { day, head: toBase64url(hash), signature: toBase64url(signature) };
  try {
    const trusted = { key: readVerifierKey(keys.ledger), witnesses: [], quorum: 0 };
    return checkClosedDay(closed, shown, trusted).map((fault) => `The head of ${day}: ${fault}`);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return [`What shows that the head of ${day} is in the ledger can't be read. ${error.message}`];
  }
}

/** Looked for in one run: a new copy of an old log takes several. */
const MOST_HEADS = 1_000;

/** Looks for heads in the ledger, in order, and keeps those that are there. Stops at the first that is not. */
async function keepHeads(
  { base, today, say }: MirrorRun,
  folder: MirrorFolder,
  sound: readonly DayHead[],
  keys: ServiceKeys,
): Promise<readonly string[]> {
  const fresh = sound.slice(folder.heads.length);
  if (fresh.length > MOST_HEADS)
    say(`${fresh.length - MOST_HEADS} heads are still to be looked for in the ledger: run this again.`);
  for (const head of fresh.slice(0, MOST_HEADS)) {
    const faults = await judgeShown(base, head, keys, today);
    if (faults === null) return [];
    if (faults.length > 0) return faults;
    folder.addHeads([head]);
  }
  return [];
}

export interface MirrorRun {
  readonly base: string;
  /** Today here, `YYYY-MM-DD`. */
  readonly today: string;
  readonly say: (line: string) => void;
}

async function takeIn(
  run: MirrorRun,
  folder: MirrorFolder,
  shown: LogAnswer,
  keys: ServiceKeys,
): Promise<readonly string[]> {
  const headKey = readBase64url(keys.heads) ?? new Uint8Array();
  const isSigned = ({ day, hash, signature }: DayHead) =>
    verifySignature(headKey, encodeParts('heed head 1', day, hash), signature);
  const { faults, soundEvents, soundHeads } = judgeLog(folder, shown, {
    ...{ today: run.today, addDays, dueOf, sha256, isSigned },
  });
  folder.addEvents(shown.events.slice(folder.events.length, soundEvents));
  return [...faults, ...(await keepHeads(run, folder, shown.heads.slice(0, soundHeads), keys))];
}

/** Copies what is new, and judges everything. What is wrong, a sentence each. */
export async function runMirror(
  run: MirrorRun,
  folder: MirrorFolder,
  grant: string,
): Promise<readonly string[]> {
  const { base, today } = run;
  try {
    const { seed, key } = folder;
    const shown = await fetchLog({ base, seed, key, grant, today });
    const seen = { heads: toBase64url(shown.headKey), ledger: await fetchLedgerKey(base) };
    const { keys, faults } = pinKeys(folder, seen, run.say);
    return [...faults, ...(await takeIn(run, folder, shown, keys))];
  } catch (error) {
    if (error instanceof NoAnswer) return [error.message];
    throw error;
  }
}

/** The grant in the folder, or the one given now, which is kept. */
function settleGrant(call: Call, folder: MirrorFolder): string | null {
  const { grant } = call.options;
  if (typeof grant !== 'string') return folder.grant;
  if (!readGrant(grant)) throw new OperatorError('--grant is no grant: copy the whole line.');
  folder.saveGrant(grant);
  return grant;
}

async function run(call: Call): Promise<number> {
  const [url = '', typed = ''] = call.words;
  const base = baseOf(url);
  const folder = openMirrorFolder(pathFrom(typed));
  const grant = settleGrant(call, folder);
  if (grant === null) {
    call.say(
      'This mirror has no grant yet. Give its key to one of your organisation who receives disclosures:',
    );
    call.say(`  ${toBase64url(folder.key)}`);
    call.say('Then run this again with --grant and the line that they give you.');
    return 1;
  }
  const today = dayOf(Temporal.Now.instant());
  const faults = await runMirror({ base, today, say: call.say }, folder, grant);
  return sayAlarms(call, faults, `The log of disclosures at ${base} is whole, as far as this copy knows.`);
}

export const disclosuresMirror: OperatorCommand = {
  name: 'disclosures mirror',
  takes: 'URL FOLDER [--grant GRANT]',
  summary:
    'Keeps a copy of the log of disclosures at another organisation, and says when anything in it was changed.',
  help: `URL is where Heed is. FOLDER holds the mirror's own key, its grant, the service's keys as first seen, and the copy.
The first run prints the mirror's key. One of your organisation who receives disclosures grants it; --grant GRANT keeps that.
Run it every morning, from cron, on a machine of your own. It fetches the log, holds it against the copy, checks that every
day that ended has its signed head and that each head is in the ledger, and adds what is new. It needs no database and no
other setting. What each line means, and what to do: docs/operating/watching-disclosures.md.`,
  words: [2, 2],
  options: { grant: { type: 'string' } },
  exitCodes:
    'Exit codes: 0 whole; 1 something is wrong, a line each beginning ALARM, or there is no grant yet; 2 not a command or option of Heed.',
  run,
};
