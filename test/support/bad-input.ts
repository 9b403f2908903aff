/**
 * What careless, broken and hostile senders send. Source: 90-quality.md (Bad input). Each value is one that has broken
 * somebody's software: PostgreSQL refuses NUL and lone surrogates, dates that don't exist parse in JavaScript, keys
 * reach prototypes, spreadsheets run cells that begin with "=".
 */
import fc from 'fast-check';
import { character } from './characters.ts';

/** One megabyte of a letter. */
const MEGABYTE = 'a'.repeat(1024 * 1024);

/** Text for any field. */
export const badTexts: readonly string[] = [
  '',
  ' ',
  '\u00a0\u2003\u200b',
  '\0',
  'a\0b',
  '\ud800',
  'x\udc00y',
  '\u202egnirts desrever\u202c',
  '\u2066\u2067\u2068',
  '\ufeff',
  '\uffff',
  '👩‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿',
  '𠜎𠜱𠝹𠱓',
  'é'.normalize('NFD').repeat(200),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '[object Object]',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-1',
  '0',
  '1e309',
  '99999999999999999999999999',
  '0x10',
  '1,000',
  '0000-02-30',
  '2026-02-30',
  '9999-12-31',
  '-000001-01-01',
  '+275760-09-13',
  '2199-01-01',
  '0001-01-01',
  '2026-13-01T25:61:61Z',
  '=HYPERLINK("http://example.org","x")',
  '+SUM(1+1)',
  '@SUM(1)',
  "' OR 1=1 --",
  `'; drop table concerns.concerns; --`,
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}}<%= 7*7 %>#{7*7}',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '%00',
  '%2e%2e%2f',
  '%',
  '\r\nSet-Cookie: a=b',
  'http://169.254.169.254/latest/meta-data/',
  '//example.org/',
  'javascript:alert(1)',
  'a'.repeat(10_000),
  '1'.repeat(400),
  '00000000-0000-0000-0000-000000000000',
  '00000000-0000-7000-8000-000000000000',
  '01234567-89ab-7def-8012-3456789abcdeX',
  'HD-0000-00',
  'HD-7K2M-94',
  '"',
  "'",
  '`',
  '\\',
  '\n'.repeat(1000),
  '\t',
  'true',
  'on',
];

/** Text for any field; the megabyte comes seldom, because it is slow to send. */
export const badText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...badTexts), weight: 200 },
  { arbitrary: fc.string({ unit: character, maxLength: 60 }), weight: 60 },
  { arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }), weight: 30 },
  { arbitrary: fc.constant(MEGABYTE), weight: 1 },
);

/** Nested so deep that a recursive reader would run out of stack. */
export function deepJson(depth: number): string {
  return `${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`;
}

/** Any JSON value where a text, number or object was expected. */
export const badJson: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: badText, weight: 6 },
  {
    arbitrary: fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, [], {}, [[]], [null]),
    weight: 4,
  },
  {
    arbitrary: fc.constantFrom({ $gt: '' }, { toString: 1 }, { length: -1 }, Array(2000).fill('x')),
    weight: 2,
  },
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 2 },
);

/** Whole bodies that are no body at all, with the type they claim. */
export const brokenBodies: readonly { readonly type: string; readonly body: string }[] = [
  { type: 'application/json', body: '' },
  { type: 'application/json', body: '{' },
  { type: 'application/json', body: '[]' },
  { type: 'application/json', body: 'null' },
  { type: 'application/json', body: '"text"' },
  { type: 'application/json', body: '{"__proto__":{"admin":true}}' },
  { type: 'application/json', body: '{"constructor":{"prototype":{"admin":true}}}' },
  { type: 'application/json', body: '{"a":1,"a":2}' },
  { type: 'application/json', body: deepJson(5_000) },
  { type: 'application/json', body: '{"a":"\\ud800"}' },
  { type: 'application/json', body: '{"a":"\\u0000"}' },
  { type: 'application/json; charset=utf-16', body: '{}' },
  { type: 'application/x-www-form-urlencoded', body: '' },
  { type: 'application/x-www-form-urlencoded', body: '&&&===&' },
  { type: 'application/x-www-form-urlencoded', body: '%ff%fe=%c3%28' },
  { type: 'application/x-www-form-urlencoded', body: '__proto__[x]=1&constructor.prototype.x=1' },
  { type: 'application/x-www-form-urlencoded', body: 'a=1&'.repeat(10_000) },
  { type: 'multipart/form-data', body: 'no boundary' },
  {
    type: 'multipart/form-data; boundary=x',
    body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
  },
  { type: 'multipart/form-data; boundary=x', body: '--x--\r\n' },
  {
    type: 'multipart/form-data; boundary=x',
    body: `--x\r\nContent-Disposition: form-data; name="file"; filename="../../../etc/passwd\\0.png"\r\nContent-Type: image/png\r\n\r\n<html>\r\n--x--\r\n`,
  },
  { type: 'text/plain', body: 'hello' },
  { type: 'text/xml', body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' },
  { type: 'application/octet-stream', body: '\u0000\u0001' },
  { type: '', body: 'x' },
  { type: 'x'.repeat(300), body: '{}' },
];
