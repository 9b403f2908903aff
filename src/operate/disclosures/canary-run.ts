/** A day's work of a canary, over HTTP, as a browser does it. Source: 70-disclosures.md 9.8; tests 10.12. */
import { randomInt } from 'node:crypto';
import { formatReceiptToken, formatToken } from '../../kernel/receipt/receipt-token.ts';
import {
  attributeIn,
  dueOf,
  type FoundTest,
  filledForm,
  findTest,
  holdReceipt,
  type RosterPin,
  readBase64url,
  type SignedRoster,
  sealTest,
  statementIn,
  takeTestBack,
  toBase64url,
  verifyBytes,
  verifyRoster,
} from '../../modules/disclosures/index.ts';
import { askService, NoAnswer, readJson } from './ask-service.ts';
import type { CanaryState, SentTest } from './canary-state.ts';

export interface CanaryRun {
  readonly base: string;
  readonly pin: RosterPin;
  /** Today here, `YYYY-MM-DD`. */
  readonly today: string;
  /** What is remembered, and how it is kept. */
  readonly state: CanaryState;
  readonly save: (state: CanaryState) => void;
}

/** A page, whatever it says. What is no answer, because the service is busy or broken, must not be taken for "there is none". */
async function readPage(answer: Response, path: string): Promise<string> {
  if (answer.status >= 500 || answer.status === 429)
    throw new NoAnswer(`The service answered ${answer.status} at ${path}.`);
  return answer.text();
}

/** What receipts are salted with here. */
async function fetchDeployment(base: string): Promise<string> {
  const page = await readPage(await askService(base, '/tell/sealed'), '/tell/sealed');
  const deployment = /data-deployment="([^"]*)"/.exec(page)?.[1];
  if (deployment !== undefined) return deployment;
  throw new NoAnswer('The page for disclosures is not there, or says that the area has no such channel.');
}

/** The roster, where it can be used, and with which key the service says that it signs what comes. */
async function fetchRoster({ base, pin, today, state }: CanaryRun) {
  const answered = await readJson(await askService(base, '/tell/roster'), '/tell/roster');
  const { chain, statementKey } = (answered ?? {}) as {
    readonly chain?: readonly SignedRoster[];
    readonly statementKey?: string;
  };
  const known = state.roster ? { known: state.roster } : {};
  const asked = { chain: Array.isArray(chain) ? chain : [], pin, today, verify: verifyBytes, ...known };
  const verified = await verifyRoster(asked);
  if (!verified.ok) throw new NoAnswer(`The roster can't be used, so nobody can disclose. ${verified.plain}`);
  return { ...verified, statementKey: String(statementKey) };
}

async function post(base: string, path: string, fields: Readonly<Record<string, string>>): Promise<string> {
  return readPage(await askService(base, path, { method: 'POST', body: filledForm(fields) }), path);
}

/** Comes back with a receipt, as a browser does. */
async function comeBack(
  base: string,
  deployment: string,
  test: SentTest,
): Promise<FoundTest | 'gone' | 'altered'> {
  const { first, second } = holdReceipt(test.secret, deployment);
  const tokens = { receipt: formatReceiptToken(first.token), more: formatToken(second.token) };
  const later = async (from: number) => {
    const page = await post(base, '/return', { ...tokens, from: String(from) });
    const thread = attributeIn(page, 'thread');
    return thread === null ? null : readBase64url(thread);
  };
  // Where no answer came when it was sent, the service's day is not known.
  return findTest({ ...test, day: test.arrived ? test.day : null }, deployment, later);
}

/** Takes a test back, which ends all that is owed about it. */
async function takeBack(base: string, { day }: SentTest, found: FoundTest): Promise<void> {
  const sealed = toBase64url(await takeTestBack(found));
  const receipt = formatReceiptToken(found.receipt.token);
  const page = await post(base, '/return/message', { receipt, sealed });
  if (attributeIn(page, 'answer') === null)
    throw new NoAnswer(
      `The test of ${day} can't be taken back (${attributeIn(page, 'refused') ?? 'no answer'}).`,
    );
}

/** Looks after a test sent on an earlier day. Gives what is wrong, and whether it is done with. */
async function lookAfter(
  { base, today }: CanaryRun,
  deployment: string,
  test: SentTest,
): Promise<{ readonly faults: readonly string[]; readonly over: boolean }> {
  const { day } = test;
  const found = await comeBack(base, deployment, test);
  if (found === 'gone' && !test.arrived) return { faults: [], over: true };
  if (found === 'gone') return { faults: [`The test of ${day} came, and is gone.`], over: true };
  if (found === 'altered')
    return { faults: [`The test of ${day} is not what was sent: it was altered.`], over: true };
  const due = dueOf('open-header', day);
  if (!found.opened && today <= due) return { faults: [], over: false };
  await takeBack(base, test, found);
  if (found.opened) return { faults: [], over: true };
  const late = `Nobody opened the test of ${day} by ${due}.`;
  const still = found.hasOutside && found.escalated === null;
  return {
    faults: [still ? `${late} The body outside was not asked: the service's worker stands still.` : late],
    over: true,
  };
}

/** Sends today's test. What is remembered is written before and after, so that a test is never lost sight of. */
async function sendToday(run: CanaryRun, deployment: string, tests: readonly SentTest[]): Promise<void> {
  const { base, today, save } = run;
  const roster = await fetchRoster(run);
  const sealed = await sealTest(
    { ...roster.roster, hash: roster.hash },
    { today, deployment, chance: (below) => randomInt(below) },
  );
  if (!sealed) throw new NoAnswer('Nobody in the roster can be told of a disclosure today.');
  const statementKey = run.state.statementKey ?? roster.statementKey;
  const keep = (test: SentTest) =>
    save({ statementKey, roster: { version: roster.version, hash: roster.hash }, tests: [...tests, test] });
  const { secret, bound, first, digest, bytes } = sealed;
  keep({ secret, bound, first, day: today, arrived: false });
  const page = await post(base, '/tell/check', { sealed: toBase64url(bytes) });
  const refused = attributeIn(page, 'refused');
  if (refused !== null) throw new NoAnswer(`The test of ${today} was refused (${refused}).`);
  const key = readBase64url(statementKey) ?? new Uint8Array();
  const statement = await statementIn(page, digest, key);
  if (!statement)
    throw new NoAnswer(
      `The service did not sign that the test of ${today} came, or signed with another key than at first.`,
    );
  keep({ secret, bound, first, day: statement.day, arrived: true });
}

/** Does the day's work; what is wrong, a sentence each. */
export async function runCanary(run: CanaryRun): Promise<readonly string[]> {
  const { state, save, today } = run;
  const faults: string[] = [];
  const trying = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      faults.push(error.message);
    }
  };
  await trying(async () => {
    const deployment = await fetchDeployment(run.base);
    const kept: SentTest[] = [];
    for (const test of state.tests) {
      let over = false;
      await trying(async () => {
        const looked = await lookAfter(run, deployment, test);
        faults.push(...looked.faults);
        over = looked.over;
      });
      if (!over) kept.push(test);
    }
    save({ ...state, tests: kept });
    if (!kept.some(({ day, arrived }) => arrived && day >= today)) await sendToday(run, deployment, kept);
  });
  return faults;
}
