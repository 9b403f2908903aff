/** What a mirror asks a service for. */
import {
  type LogAnswer,
  MOST_EVENTS,
  readLogAnswer,
  signLogRequest,
  toBase64url,
} from '../../modules/disclosures/index.ts';
import { readShownDay, type ShownDay } from '../../modules/ledger/index.ts';
import { askService, NoAnswer, readJson } from './ask-service.ts';

export interface AskAsMirror {
  readonly base: string;
  readonly seed: Uint8Array;
  readonly key: Uint8Array;
  readonly grant: string;
  readonly today: string;
}

async function fetchPart({ base, seed, key, grant, today }: AskAsMirror, from: number): Promise<LogAnswer> {
  const signature = toBase64url(await signLogRequest(seed, from, today));
  const body = JSON.stringify({ mirror: toBase64url(key), grant, from, day: today, signature });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const answer = await askService(base, '/recipients/log', { method: 'POST', body, headers });
  if (answer.status === 403)
    throw new NoAnswer(
      'The service refuses this mirror: who granted it is not in the newest roster, or no longer.',
    );
  if (answer.status !== 200)
    throw new NoAnswer(`The service answered ${answer.status} when it was asked for its log.`);
  const read = readLogAnswer(await readJson(answer, '/recipients/log'));
  if (!read) throw new NoAnswer('What the service gave as its log can’t be read.');
  return read;
}

/** The whole log, as the service shows it now. Throws `NoAnswer`. */
export async function fetchLog(asking: AskAsMirror): Promise<LogAnswer> {
  let part = await fetchPart(asking, 1);
  const [events, heads] = [[...part.events], [...part.heads]];
  // A service that gives the same again and again would never end.
  for (let from = 1; part.events.length === MOST_EVENTS; ) {
    const next = (part.events.at(-1)?.seq ?? 0) + 1;
    if (next <= from) throw new NoAnswer('The service gives the same part of its log again and again.');
    from = next;
    part = await fetchPart(asking, from);
    events.push(...part.events);
    heads.push(...part.heads);
  }
  return { ...part, events, heads };
}

/** The key that the service's ledger says is its own. Throws `NoAnswer`. */
export async function fetchLedgerKey(base: string): Promise<string> {
  const answer = await askService(base, '/ledger/key');
  if (answer.status !== 200)
    throw new NoAnswer(`The service answered ${answer.status} for its ledger's key.`);
  return (await answer.text()).trim();
}

/** What shows that the head of `day` is in the ledger; `not-yet` a moment after it was entered, `null` where there is none. */
export async function fetchShownDay(base: string, day: string): Promise<ShownDay | 'not-yet' | null> {
  const path = `/ledger/days/${day}`;
  const answer = await askService(base, path);
  if (answer.status === 202) return 'not-yet';
  if (answer.status === 404) return null;
  if (answer.status !== 200) throw new NoAnswer(`The service answered ${answer.status} at ${path}.`);
  return readShownDay(await readJson(answer, path));
}
