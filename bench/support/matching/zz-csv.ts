import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { matchPeople } from '../../../src/operate/people/match-people.ts';
import { createProgressBar } from '../../../src/operate/people/progress-bar.ts';
import { countTruePairs, encodeWorld } from './judge.ts';

const map = {
  givenName: 'first_name',
  familyName: 'surname',
  dateOfBirth: 'dob',
  town: 'city',
  email: 'email',
};
const { data } = Papa.parse<any>(readFileSync(process.argv[2]!, 'utf8').trim(), { header: true });
const w = {
  name: 'x',
  keys: Object.keys(map),
  rows: data.map((r) => Object.values(map).map((c) => r[c] ?? '')),
  truth: data.map((r) => Number(r.cluster)),
};
const people = encodeWorld(w);
const m = await matchPeople(
  people,
  createProgressBar({ write: () => true }, () => 0),
);
let right = 0;
for (let i = 0; i < m.pairs.count; i++) if (w.truth[m.pairs.a[i]!] === w.truth[m.pairs.b[i]!]) right++;
console.log(
  'true',
  countTruePairs(w),
  'said',
  m.pairs.count,
  'right',
  right,
  'prior matches',
  (2 ** m.weights.prior * w.rows.length ** 2) / 2,
);
for (const [c, n] of ['given', 'family', 'other', 'order', 'town?', 'email?', 'born?'].entries())
  for (const x of [0, 1, 2])
    console.log(
      n.padEnd(12),
      x,
      [...m.weights.bits.subarray(c * 24 + x * 8, c * 24 + x * 8 + 7)]
        .map((v) => v.toFixed(1).padStart(6))
        .join(' '),
    );
let n = 0;
for (let i = 0; i < m.pairs.count && n < 25; i += 97) {
  const [a, b] = [m.pairs.a[i]!, m.pairs.b[i]!];
  if (w.truth[a] === w.truth[b]) continue;
  n++;
  console.log(m.pairs.bits[i]!.toFixed(1), w.rows[a]!.join('|'), ' ## ', w.rows[b]!.join('|'));
}
