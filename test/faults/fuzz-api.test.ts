/**
 * The partner API against whatever its own OpenAPI document allows and everything near it: 90-quality.md (Bad input).
 * Bodies are made from the document's schemas, then spoilt in one place or several. Whatever comes, the answer is clear,
 * names the field, and is never a server error.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { openAccessServer } from '../builders/access-server.ts';
import { openSystem } from '../builders/agency-system.ts';
import { addFrontDoor } from '../builders/front-door-area.ts';
import { badTexts } from '../support/bad-input.ts';
import { character } from '../support/characters.ts';
import { checkAnswer } from '../support/check-answer.ts';

/** Requests sent in one run of this file. */
const CASES = Number(process.env.HEED_TEST_FUZZ ?? 10_000);
const AT_ONCE = 10;
/** Each system is let send 600 a minute. */
const PER_SYSTEM = 500;

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
  readonly maxLength?: number;
}
interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>
    >
  >;
}

const document = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8')) as Document;

const CONCERN = { reporter: { kind: 'teacher' }, worry: 'A worry.', danger: 'no' };
const DATE = '2026-02-28T10:00:00Z';

/** Text the schema would take, most of the time. */
function textFor(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.pattern?.startsWith('^(?:(?:\\d\\d')) return fc.constant(DATE);
  if (schema.pattern)
    return fc.oneof(
      fc.constantFrom('en-GB', 'upn', 'a-question', DATE, 'a@example.org'),
      fc.stringMatching(/^[a-z]{2,8}$/),
    );
  return fc.string({ unit: 'grapheme-ascii', maxLength: Math.min(schema.maxLength ?? 40, 40) });
}

function valueFor(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return fc.oneof(...choices.map(valueFor));
  switch (schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, valueFor(inner)]),
        ),
        { requiredKeys: [...(schema.required ?? [])] },
      );
    case 'array':
      return fc.array(valueFor(schema.items ?? {}), { maxLength: 3 });
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer();
    default:
      return textFor(schema);
  }
}

const deep = (levels: number): unknown => (levels === 0 ? 'deep' : [deep(levels - 1)]);

/** What a field is spoilt with. */
const spoilt: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...badTexts.filter((text) => text.length < 10_000)),
  fc.constantFrom<unknown>(
    null,
    0,
    -1,
    Number.POSITIVE_INFINITY,
    true,
    [],
    {},
    [[]],
    deep(20),
    'x'.repeat(200_000),
  ),
  fc.constantFrom('0000-02-30', '2026-02-30T00:00:00Z', '9999-12-31T23:59:60Z', '+275761-01-01T00:00:00Z'),
  fc.string({ unit: character, maxLength: 60 }),
  fc.anything({ withNullPrototype: false, maxDepth: 3 }),
);

type Json = Record<string, unknown>;

/** Every place in a value, as the container and the key that reaches it. */
function placesIn(value: unknown): [Json, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [
    [value as Json, key] as [Json, string],
    ...placesIn((value as Json)[key]),
  ]);
}

interface Spoil {
  readonly at: number;
  readonly with: unknown;
  readonly how: 'replace' | 'remove' | 'add';
}

function spoil(body: unknown, spoils: readonly Spoil[]): unknown {
  const copy = structuredClone(body);
  for (const { at, how, with: spoiling } of spoils) {
    const value = structuredClone(spoiling);
    const places = placesIn(copy);
    const place = places[at % Math.max(places.length, 1)];
    if (!place) continue;
    const [holder, key] = place;
    if (how === 'remove' && !Array.isArray(holder)) delete holder[key];
    else if (how === 'add' && !Array.isArray(holder)) holder[String(value).slice(0, 20)] = value;
    else holder[key] = value;
  }
  return copy;
}

const spoils = fc.array(
  fc.record({
    at: fc.nat(200),
    with: spoilt,
    how: fc.constantFrom<Spoil['how']>('replace', 'replace', 'remove', 'add'),
  }),
  { minLength: 1, maxLength: 3 },
);

/** JSON as some senders write it: keys that reach prototypes, and sometimes not JSON at all. */
const written = (body: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc.tuple(body, fc.nat(40), fc.nat(500)).map(([value, turn, at]) => {
    const text = JSON.stringify(value) ?? '';
    if (turn === 0) return text.slice(0, at);
    if (turn === 1) return text.replace('{', '{"__proto__":{"a":1},');
    if (turn === 2) return `${text.slice(0, at)}\u0000${text.slice(at)}`;
    return text;
  });

function bodySchema(path: string): Schema {
  const schema = document.paths[path]?.post?.requestBody?.content['application/json']?.schema;
  assert.ok(schema, `openapi.json knows no body for ${path}`);
  return schema;
}

const server = await openAccessServer();
after(() => server.close());
const area = await addFrontDoor(server, server.spine);
const systems: Awaited<ReturnType<typeof openSystem>>[] = [];
while (systems.length < CASES / PER_SYSTEM + 1) systems.push(await openSystem(server, area.school));

describe('the partner API', () => {
  let sent = 0;

  const send = async (url: string, payload: string) => {
    sent += 1;
    const system = systems[Math.floor(sent / PER_SYSTEM) % systems.length];
    assert.ok(system);
    const answer = await system.post(url, `fuzz-key-${sent}`, payload);
    const type = String(answer.headers['content-type']);
    checkAnswer({ status: answer.statusCode, type, body: answer.body } as never, payload.slice(0, 400));
    assert.match(type, /^application\/(problem\+)?json/);
    return answer;
  };

  test(`answers ${CASES} spoilt requests clearly`, async () => {
    const first = await systems[0]?.post('/api/v1/concerns', 'fuzz-first', CONCERN);
    const reference = first?.json().reference;
    const routes = [
      ['/api/v1/concerns', '/api/v1/concerns'],
      ['/api/v1/concerns/{reference}/messages', `/api/v1/concerns/${reference}/messages`],
    ] as const;
    const statuses = new Map<number, number>();
    for (const [path, url] of routes) {
      const body = fc.tuple(valueFor(bodySchema(path)), spoils).map(([value, how]) => spoil(value, how));
      await fc.assert(
        fc.asyncProperty(
          fc.array(written(body), { minLength: AT_ONCE, maxLength: AT_ONCE }),
          async (batch) => {
            for (const { statusCode } of await Promise.all(batch.map((payload) => send(url, payload))))
              statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
          },
        ),
        { numRuns: Math.ceil(CASES / routes.length / AT_ONCE), seed: 20_261_121 },
      );
    }
    assert.equal(statuses.get(429) ?? 0, 0, 'the limit hid the answers');
    for (const expected of [201, 400, 422]) assert.ok((statuses.get(expected) ?? 0) > 0, `no ${expected}`);
  });
});
