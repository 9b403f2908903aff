/**
 * Concerns as an agency's system sends them: invented, non-graphic, and the same for the same number on every machine.
 * Telephone numbers are from Ofcom's drama range and postcodes from no real area.
 */

/** A small deterministic generator (mulberry32): good enough to vary test data, and nothing else. */
export function createChance(seed: number): {
  pick<T>(from: readonly [T, ...T[]]): T;
  whole(below: number): number;
} {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return { pick: (from) => from[whole(from.length)] ?? from[0], whole };
}

const GIVEN = [
  'Jay',
  'Amara',
  'Tomasz',
  'Ellie',
  'Yusuf',
  'Grace',
  'Kofi',
  'Mia',
  'Callum',
  'Zainab',
] as const;
const FAMILY = [
  'Fenwick-Oak',
  'Adeyarn',
  'Lindqvale',
  'Marrowby',
  'Quillfeather',
  'Osei-Brook',
  'Thornaby-Lee',
] as const;
const SEEN = [
  'was collected at the gate by somebody the school did not know',
  'has a new phone and will not say where it came from',
  'has been late four times this week and was very tired today',
  'did not come home on Tuesday night and was back by Wednesday lunch',
  'asked whether there was somewhere to stay at the weekend',
  'has been seen in a grey car with an older adult',
] as const;
const KINDS = ['teacher', 'youth-worker', 'health', 'police', 'helpline', 'neighbour'] as const;
const TICKS = [
  'missing-overnight',
  'unexplained-gifts',
  'older-adult-with-car',
  'many-phones',
  'change-in-mood',
] as const;

/** The body of `POST /api/v1/concerns` number `n`. Some children, phones and cars come back in others. */
export function makeRaiseBody(n: number) {
  const chance = createChance(n * 7919 + 1);
  const child = `${chance.pick(GIVEN)} ${chance.pick(FAMILY)}`;
  const year = 2009 + chance.whole(9);
  return {
    reporter: {
      kind: chance.pick(KINDS),
      naming: 'named',
      name: `Reporter ${chance.pick(FAMILY)}`,
      role: 'Designated safeguarding lead',
      organisation: 'Wrenfold Invented Academy',
      contact: {
        email: `reporter.${n}@example.org`,
        phone: `07700 900${String(chance.whole(1000)).padStart(3, '0')}`,
      },
    },
    worry: `${child} ${chance.pick(SEEN)}. Told to us on day ${n}.`,
    answers: [{ question: 'local.how-known', asked: 'How do you know them?', answer: 'Through our work.' }],
    when: 'recent',
    danger: chance.whole(12) === 0 ? 'now' : 'no',
    indicators: [chance.pick(TICKS)],
    parents: 'not-sure',
    mentions: [
      {
        kind: 'child',
        name: child,
        dateOfBirth: `${year}-0${1 + chance.whole(9)}-1${chance.whole(9)}`,
        postcode: `ZZ${1 + chance.whole(9)} ${1 + chance.whole(9)}AA`,
        school: 'Wrenfold Invented Academy',
      },
      { kind: 'phone', number: `07700 900${String(chance.whole(1000)).padStart(3, '0')}` },
      {
        kind: 'vehicle',
        registration: `ZZ${String(chance.whole(100)).padStart(2, '0')} HED`,
        colour: 'grey',
      },
    ],
    receiptDeclined: false,
  };
}
