/**
 * Hurls the list of bad input at every route and every form on every page that can be reached; fuzz-api.test.ts does
 * the partner API. Source: 90-quality.md (Bad input). HEED_TEST_LONG=1 hurls ten thousand and more.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { badText, brokenBodies } from '../support/bad-input.ts';
import { checkAnswer } from '../support/check-answer.ts';
import { crawl } from '../support/crawl.ts';
import { type FilledServer, openFilledServer, type Persona } from '../support/filled-server.ts';
import type { PageForm } from '../support/markup-reader.ts';
import { encodeForm } from '../support/visitor.ts';

const CASES = process.env.HEED_TEST_LONG === '1' ? 12_000 : 2_000;
const FORM = 'application/x-www-form-urlencoded';

interface Target {
  readonly persona: Persona;
  readonly form: PageForm;
}

interface Mutation {
  readonly changes: ReadonlyMap<number, string | null>;
  readonly extra: readonly (readonly [string, string])[];
  readonly doubled: boolean;
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
});

/** The form with some fields spoilt. Its token is left alone more often than not, or nothing would get past the guard. */
function spoil(
  { fields }: PageForm,
  { changes, extra, doubled }: Mutation,
): Record<string, string | readonly string[] | null> {
  const values: Record<string, string | readonly string[] | null> = Object.create(null);
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

describe('bad input', () => {
  let server: FilledServer;
  const targets: Target[] = [];

  before(async () => {
    server = await openFilledServer();
    for (const persona of server.personas) {
      const found = await crawl(persona.visitor, server.declared, persona.starts);
      assert.ok(found.pages.length >= 1, `${persona.name} sees no page`);
      targets.push(...found.forms.map((form) => ({ persona, form })));
    }
  });
  after(() => server?.close());

  /** What the log says of the last thing that broke: where, never what was sent. */
  const lastBroken = () => server.logLines.findLast((line) => line.includes('"broken"')) ?? '';

  test('every form on every page answers clearly', async () => {
    assert.ok(targets.length >= 10, `found only ${targets.length} forms`);
    const one = fc.record({ which: fc.nat(), how: mutation });
    await fc.assert(
      fc.asyncProperty(one, async ({ which, how }) => {
        const target = targets[which % targets.length];
        if (!target) return;
        const { persona, form } = target;
        persona.signInAgain();
        const values = spoil(form, how);
        const body = encodeForm(form, values);
        const what = `${persona.name}: ${form.method} ${form.action} ${show(values)}`;
        const answer =
          form.method === 'get'
            ? await persona.visitor.send('GET', `${form.action.split('?')[0]}?${body.slice(0, 8_000)}`)
            : await persona.visitor.send('POST', form.action, { body, type: FORM });
        const typed = form.fields.some(({ type }) => type !== 'hidden' && type !== 'submit');
        checkAnswer(answer, what, { why: lastBroken, typed });
      }),
      { numRuns: CASES, endOnFailure: true, seed: 20_261_116 },
    );
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
      for (const parameter of url.includes(':') || url.includes('*') ? parameters : ['']) {
        const path = url.replace(/:\w+|\*/g, parameter);
        for (const broken of method === 'GET' ? [null] : brokenBodies) {
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
});
