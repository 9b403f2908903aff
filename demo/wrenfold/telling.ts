import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import type { RaiseConcern } from '../../src/modules/concerns/domain/raise-input.ts';
import type { Indicator } from '../../src/modules/concerns/domain/vocabulary.ts';
import type { Calendar } from './calendar.ts';
import { ageOn, type Child, type Family, giveChild, type Knowing } from './families.ts';
import { pickFamily, pickGrown, pickOrigin } from './names.ts';
import { mobileAt, POPULAR_TAKEAWAY, pickContactPhone, pickMark } from './places.ts';
import type { Chance } from './random.ts';
import { slotsFor } from './slots.ts';
import { pickDanger, pickParents, type Source } from './sources.ts';
import { joinSentences, type Slots, say } from './words/template.ts';
import { linesFor, type Theme } from './words/theme.ts';
import { VOICES } from './words/voices.ts';

/** One telling: who, about whom, of what. */
export interface Telling {
  readonly at: number;
  readonly source: Source;
  readonly theme: Theme;
  readonly household: Family;
  readonly child: Child;
  /** Danger is ticked whatever chance says. */
  readonly danger?: 'now';
}

function pickCalled(chance: Chance, child: Child, knowing: Knowing): string {
  const word = child.sex === 'female' ? 'girl' : 'boy';
  if (knowing === 'sight') return chance.pick([`the ${word}`, `the little ${word}`, `that ${word}`]);
  return knowing === 'record' && chance.chance(0.25) ? `${child.given} ${child.family}` : child.given;
}

function writeWorry(chance: Chance, telling: Telling, slots: Slots, knowing: Knowing): string {
  const voice = VOICES[telling.source.kind];
  const own = knowing === 'sight' ? { ...slots, c: `this ${slots.he === 'she' ? 'girl' : 'boy'}` } : slots;
  const [first = '', second = ''] = chance.some(linesFor(telling.theme, telling.source.kind), 2);
  // A police notice is about one event; two would contradict each other.
  const alone = telling.source.kind === 'police';
  const parts = [
    say(chance, chance.pick(voice.opening), own),
    say(chance, first, own),
    chance.chance(alone ? 0 : 0.4) ? say(chance, second, own) : '',
    chance.chance(0.7) ? say(chance, chance.pick(voice.more), own) : '',
    chance.chance(0.7) ? say(chance, chance.pick(voice.closing), own) : '',
  ];
  if (telling.source.kind === 'child')
    return parts.filter((part) => part !== '').join(chance.pick(['. ', ' ', '\n']));
  return joinSentences(parts);
}

function pickIndicators(chance: Chance, telling: Telling): Indicator[] {
  // A child's form has one open question and no list to tick.
  if (telling.source.kind === 'child') return [];
  const keen = telling.source.kind === 'police' ? 0.92 : 0.78;
  const main = telling.theme.indicators.filter(() => chance.chance(keen));
  return [...main, ...telling.theme.also.filter(() => chance.chance(0.22))];
}

function listThings(chance: Chance, telling: Telling): MentionAsGiven[] {
  const outside = ['older-adult', 'carrying', 'missing', 'online'].includes(telling.theme.key);
  const things: MentionAsGiven[] = [];
  if (chance.chance(outside ? 0.35 : 0.02)) {
    const colour = chance.pick(['silver', 'black', 'white', 'blue', 'red', 'green']);
    const whole = pickMark(chance);
    const registration = chance.chance(0.5) ? whole : `${whole.slice(0, 4)} something`;
    things.push({ kind: 'vehicle', colour, ...(chance.chance(0.7) ? { registration } : {}) });
  }
  if (outside && chance.chance(0.12)) {
    things.push({ kind: 'phone', number: mobileAt(chance.int(500, 899)), description: 'rings the child' });
  }
  if (telling.theme.key === 'online' && chance.chance(0.6)) {
    const handle = `${chance.pick(['sky', 'jx', 'night', 'real', 'just', 'lil'])}_${chance.pick(['wolf', 'rider', 'ash', 'nova', 'dex', 'kit'])}${chance.int(10, 9999)}`;
    things.push({ kind: 'account', handle, site: chance.pick(['a game', 'a chat app', 'a picture app']) });
  }
  if (outside && chance.chance(0.02)) things.push({ kind: 'place', ...POPULAR_TAKEAWAY });
  return things;
}

function listPeople(
  chance: Chance,
  calendar: Calendar,
  telling: Telling,
  knowing: Knowing,
): MentionAsGiven[] {
  const { household, child, source } = telling;
  const told = giveChild(chance, calendar, telling.at, household, child, knowing);
  const numbered =
    source.kind === 'health' && chance.chance(0.4)
      ? { ...told, identifiers: { nhsNumber: child.nhsNumber } }
      : told;
  const others = household.children.filter((one) => one !== child);
  const most = knowing === 'record' ? others.length : 1;
  const siblings = chance.chance(knowing === 'record' ? 0.5 : 0.15) ? others.slice(0, most) : [];
  const adults = household.adults.filter((_, index) => chance.chance(index === 0 ? 0.4 : 0.3));
  return [
    numbered,
    ...siblings.map((one) => giveChild(chance, calendar, telling.at, household, one, knowing)),
    ...adults.map(({ name, relationship }) => ({
      kind: 'adult' as const,
      name: knowing === 'record' || knowing === 'name' ? name : (name.split(' ')[0] ?? name),
      relationship,
    })),
  ];
}

function makeReporter(chance: Chance, source: Source): RaiseConcern['reporter'] {
  const naming = chance.weighted(source.naming);
  const role = source.role.length > 0 ? { role: chance.pick(source.role) } : {};
  const organisation = source.organisation ? { organisation: source.organisation } : {};
  if (naming === 'anonymous') return { kind: source.kind, naming, ...organisation };
  const origin = pickOrigin(chance);
  const sex = chance.chance(0.6) ? 'female' : 'male';
  const name = `${pickGrown(chance, origin, sex)} ${pickFamily(chance, origin)}`;
  const reach = chance.chance(0.8)
    ? {
        contact: {
          phone: pickContactPhone(chance),
          ...(chance.chance(0.4)
            ? { safeTimes: chance.pick(['mornings', 'after six', 'in school hours', 'any time']) }
            : {}),
        },
      }
    : {};
  return { kind: source.kind, naming, name, ...role, ...organisation, ...reach };
}

const ASKED: Readonly<Record<string, string>> = {
  worry: 'What are you worried about?',
  danger: 'Is anybody in danger now or tonight?',
  parents: 'Do the parents know that you are telling us?',
  who: 'Who is the child?',
};

const IN_WORDS: Readonly<Record<string, string>> = {
  now: 'Yes',
  no: 'No',
  'not-sure': 'I’m not sure',
  know: 'Yes, they know',
  'do-not-know-safe-to-tell': 'No, but it is safe to tell them',
  'unsafe-to-tell': 'No, and it isn’t safe to tell them',
};

/** What somebody hands over: their words, who and what they name, and how they want to be known. */
export function makeTelling(chance: Chance, calendar: Calendar, telling: Telling, key: string): RaiseConcern {
  const { source, theme, child, household } = telling;
  const knowing = chance.weighted(source.knows);
  const called = pickCalled(chance, child, knowing);
  const slots = slotsFor(chance, calendar, telling.at, household, child, called);
  const worry = writeWorry(chance, telling, slots, knowing);
  const danger = telling.danger ?? pickDanger(chance, theme.key, source.kind);
  const parents = pickParents(chance, source.kind);
  const people = listPeople(chance, calendar, telling, knowing);
  const form =
    source.kind === 'child' ? 'public-child/1' : source.posts.length > 0 ? 'partner/1' : 'public-adult/1';
  const answers: readonly (readonly [string, string])[] = [
    ['worry', worry],
    ['danger', IN_WORDS[danger] ?? danger],
    ['parents', IN_WORDS[parents] ?? parents],
    ['who', `${called}, ${ageOn(child, calendar.dayOf(telling.at).date)}`],
  ];
  return {
    channel: source.channel,
    reporter: makeReporter(chance, source),
    told: {
      questions: form,
      language: 'en-GB',
      answers: (source.kind === 'child' ? answers.slice(0, 2) : answers).map(([question, answer]) => ({
        question,
        asked: ASKED[question] ?? question,
        answer,
      })),
    },
    worry,
    when: chance.weighted([
      ['recent', 62],
      ['now', 27],
      ['not-said', 8],
      ['long-ago', 3],
    ] as const),
    danger,
    indicators: pickIndicators(chance, telling),
    aboutWorker: { yes: false },
    parents,
    mentions: [...people, ...listThings(chance, telling)],
    receiptDeclined: chance.chance(source.kind === 'child' ? 0.15 : source.posts.length > 0 ? 0 : 0.04),
    attachments: [],
    idempotencyKey: key,
  };
}
