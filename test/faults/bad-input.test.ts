/**
 * Hurls the list of bad input at every form in the state it exists in, and at every route, and sees that nothing typed is
 * lost; fuzz-api.test.ts does the partner API. Source: 90-quality.md (Bad input). HEED_TEST_LONG=1 hurls ten thousand and more.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { badText, brokenBodies } from '../support/bad-input.ts';
import { checkAnswer } from '../support/check-answer.ts';
import { checkErrorLinks, checkWordsKept, isRefusal } from '../support/check-kept.ts';
import { findEveryForm, isScripted, type KnownForm } from '../support/every-form.ts';
import { fillIn } from '../support/filled-forms.ts';
import { type FilledServer, openFilledServer } from '../support/filled-server.ts';
import { type LostWords, loseWords, takesWords } from '../support/lose-words.ts';
import type { PageForm } from '../support/markup-reader.ts';
import { type Answer, encodeForm, type Visitor } from '../support/visitor.ts';
import { type Plans, watchPlans } from '../support/watch-plans.ts';

const LONG = process.env.HEED_TEST_LONG === '1';
const CASES = LONG ? 12_000 : 800;
/** Every form gets its share, and none fewer than this. */
const FEWEST = 8;
/** How often a form that a case used up is put back into its state; the cases after that meet it used up. */
const RENEWALS = 1;
const FORM = 'application/x-www-form-urlencoded';

/** Routes that people's pages reach with no form, and why. */
const WITHOUT_FORM: Readonly<Record<string, string>> = {
  '/leave': 'quick exit sends it from a script, without a body',
  '/tell/sealed/part': 'a script sends it sealed bytes, and no fields',
  '/oauth/token': 'agencies’ systems ask it; fuzz-api.test.ts does',
};

/** Tables that may be read from end to end, and why. Each other one may hold millions of rows. */
const READ_WHOLE: Readonly<Record<string, string>> = {
  accounts: 'the people who work with Heed, listed',
  agencies: 'the agencies of an area, listed',
  alarms: 'what the log’s check found: none, or few',
  api_clients: 'agencies’ systems, listed',
  api_tokens: 'tokens that agencies’ systems hold, which are deleted when they end',
  checks: 'two rows',
  judged: 'how many concerns the watch judged: sixteen rows',
  organisation_version: 'one row',
  sign_ins: 'ways of signing in that were begun, for ten minutes each',
};

interface Mutation {
  readonly changes: ReadonlyMap<number, string | null>;
  readonly extra: readonly (readonly [string, string])[];
  readonly doubled: boolean;
  readonly filled: boolean;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  changes: fc.oneof(
    { arbitrary: fc.tuple(fc.nat(40), fc.option(badText)).map((one) => new Map([one])), weight: 6 },
    {
      arbitrary: fc
        .array(fc.tuple(fc.nat(40), fc.option(badText)), { maxLength: 40 })
        .map((all) => new Map(all)),
      weight: 3,
    },
  ),
  extra: fc.array(fc.tuple(fc.constantFrom('__proto__', 'constructor', 'id', '', 'a[b]', '\0'), badText), {
    maxLength: 1,
  }),
  doubled: fc.boolean(),
  filled: fc.boolean(),
});

/** The form with some fields spoilt. Its token is left alone more often than not, or nothing would get past the guard. */
function spoil(
  form: PageForm,
  { changes, extra, doubled, filled }: Mutation,
): Record<string, string | readonly string[] | null> {
  const { fields } = form;
  const values: Record<string, string | readonly string[] | null> = filled ? fillIn(form, changes.size) : {};
  Object.setPrototypeOf(values, null);
  for (const [index, value] of changes) {
    const field = fields[index % Math.max(1, fields.length)];
    if (!field || (field.name === '_csrf' && index % 7 !== 0)) continue;
    values[field.name] = doubled && value !== null && index % 5 === 0 ? [value, value] : value;
  }
  for (const [name, value] of extra) values[name] = value;
  return values;
}

function show(value: unknown): string {
  return JSON.stringify(value, (_key, one) =>
    typeof one === 'string' && one.length > 200 ? `${one.slice(0, 60)}… (${one.length})` : one,
  );
}

async function send(visitor: Visitor, form: PageForm, body: string): Promise<Answer> {
  if (form.method === 'get')
    return visitor.send('GET', `${form.action.split('?')[0]}?${body.slice(0, 8_000)}`);
  return visitor.send('POST', form.action.split('#')[0] ?? '', { body, type: FORM });
}

describe('bad input', () => {
  let server: FilledServer;
  let forms: readonly KnownForm[] = [];
  let plans: Plans;

  before(async () => {
    server = await openFilledServer();
    plans = await watchPlans(server);
    forms = await findEveryForm(server);
  });
  after(() => server?.close());

  /** What the log says of the last thing that broke: where, never what was sent. */
  const lastBroken = () => server.logLines.findLast((line) => line.includes('"broken"')) ?? '';

  test('every route that takes a form is met by one, in a state it exists in', () => {
    const met = new Set(forms.map(({ route }) => route));
    const missed = server.declared.filter(
      ({ method, url }) =>
        method === 'POST' && !url.startsWith('/api/') && !(url in WITHOUT_FORM) && !met.has(`POST ${url}`),
    );
    assert.deepEqual(
      missed.map(({ url }) => url),
      [],
      'no page shows a form for these: make the state in test/support/states/, or say why there is none',
    );
  });

  test('what somebody typed comes back from every form, whatever is wrong, and to whoever is second', async () => {
    const lost: LostWords = { faults: [], second: 0 };
    for (const known of forms.filter(takesWords)) await loseWords(known, lost);
    assert.equal(lost.faults.length, 0, `${lost.faults.length}:\n${lost.faults.slice(0, 40).join('\n')}`);
    assert.ok(lost.second >= 20, `only ${lost.second} came second and were told so`);
  });

  test('every form on every page answers clearly', async () => {
    const spoilt = new Map<string, number>();
    for (const known of forms) {
      const { name, route, again, first } = known;
      let front = takesWords(known) ? ((await again()) ?? first) : first;
      let renewals = 0;
      await fc.assert(
        fc.asyncProperty(mutation, async (how) => {
          const { visitor, form } = front;
          const values = spoil(form, how);
          const body = encodeForm(form, values);
          const what = `${name} ${show(values)}`;
          const answer = await send(visitor, form, body);
          const typed = form.fields.some(({ type }) => type !== 'hidden' && type !== 'submit');
          checkAnswer(answer, what, { why: lastBroken, typed });
          spoilt.set(route, (spoilt.get(route) ?? 0) + 1);
          if (isRefusal(answer, body.length) && !isScripted(route)) {
            checkErrorLinks(answer, what);
            if (!form.multipart) checkWordsKept(answer, form, values, what);
          }
          if (answer.status < 400 && renewals < RENEWALS) {
            renewals += 1;
            front = (await again()) ?? front;
          }
        }),
        { numRuns: Math.max(FEWEST, Math.floor(CASES / forms.length)), endOnFailure: true, seed: 20_261_116 },
      );
    }
    for (const { route } of forms)
      assert.ok((spoilt.get(route) ?? 0) >= FEWEST, `${route} was spoilt too seldom`);
  });

  test('every route survives bodies that are none, and addresses that lead nowhere', async () => {
    const faults: string[] = [];
    const parameters = [
      '0',
      '00000000-0000-7000-8000-000000000000',
      '%00',
      '..%2f..%2fetc',
      '%F0%9F%98%80',
      'a'.repeat(190),
      '__proto__',
      "'",
      '%',
    ];
    for (const { method, url } of server.declared) {
      if (method === 'HEAD' || method === 'OPTIONS') continue;
      for (const [nth, parameter] of (/[:*]/.test(url) ? parameters : ['']).entries()) {
        const path = url.replace(/:\w+|\*/g, parameter);
        // Every body at two addresses, and every address with a few bodies: together they say nothing new.
        const some = nth < 2 || LONG ? brokenBodies : brokenBodies.filter((_, at) => at % 9 === nth);
        for (const broken of method === 'GET' ? [null] : some) {
          const persona =
            server.personas[(path.length + (broken?.body.length ?? 0)) % server.personas.length];
          if (!persona) continue;
          persona.signInAgain();
          const answer = await persona.visitor.send(method, path, {
            ...(broken ?? {}),
            headers: { 'idempotency-key': 'bad-input-0001', ...persona.headers },
          });
          try {
            checkAnswer(answer, `${persona.name}: ${method} ${path} ${show(broken)}`);
          } catch (error) {
            faults.push(`${(error as Error).message.slice(0, 300)}\n${lastBroken()}`);
          }
        }
      }
    }
    assert.equal(faults.length, 0, faults.slice(0, 12).join('\n'));
  });

  test('nothing that was asked on the way to all of this reads a table that grows from end to end', () => {
    assert.ok(plans.count() > 5_000, `only ${plans.count()} statements were seen`);
    assert.deepEqual(
      [...plans.readWhole()].filter(([table]) => !(table in READ_WHOLE)),
      [],
    );
  });
});
