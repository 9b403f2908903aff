/** What somebody at the front door, or in another agency, types into each of Heed's forms. Invented and non-graphic. */
import type { MentionAsGiven } from '../../../src/kernel/mention.ts';
import type { Population } from '../population.ts';
import { listChoices, listOptions, type PageForm } from './read-page.ts';

export type Fields = Readonly<Record<string, string>>;

const REASON =
  'I read what was told and rang the school, who saw the child today. What was said is answered by what we found, and the next look is agreed.';
const ANSWER =
  'Thank you for telling us. We have read what you said and acted upon it. We cannot say everything that was decided. Come back at any time if something changes.';

const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)];

function decide({ inner }: PageForm): Fields {
  const subjects = [...new Set([...inner.matchAll(/name="outcome-([^"]+)"/g)].map(([, key = '']) => key))];
  const fields: Record<string, string> = {};
  for (const key of subjects) {
    const handsOver = Math.random() < 0.4;
    fields[`outcome-${key}`] = handsOver
      ? 'assessment'
      : (pick(['no-further-action', 'information-and-advice']) ?? '');
    fields[`section-${key}`] = handsOver ? 'section-17' : 'neither';
    fields[`level-${key}`] = handsOver ? '3' : '1';
    fields[`handed-to-${key}`] = handsOver ? (pick(listOptions(inner, `handed-to-${key}`)) ?? '') : '';
    fields[`same-as-${key}`] = '';
  }
  const answers = inner.includes('name="answer-words"')
    ? { 'answer-now': 'yes', 'answer-words': ANSWER }
    : {};
  return {
    ...fields,
    ...answers,
    reason: REASON,
    'options-set-aside':
      'An assessment at once: the child is seen every school day, and nothing points to danger tonight.',
    'would-reopen': 'Another warning from anybody, or a day missed at school without word from home.',
  };
}

/** What is asked on the form for writing down a call, from what a concern of `population` names. */
function call(population: Population): Fields {
  const fields: Record<string, string> = {
    worry:
      'Collected from the gate twice this week by somebody the school does not know. New phone, and very tired.',
    danger: Math.random() < 0.08 ? 'now' : 'no',
    when: 'recent',
    kind: pick(['teacher', 'youth-worker', 'health', 'police', 'neighbour', 'family']) ?? 'other',
    naming: 'named',
    'caller-name': 'Reporter Example',
    'caller-phone': '01632 960123',
    worker: 'no',
    parents: 'not-sure',
    receipt: 'yes',
  };
  const add: Readonly<Record<string, (mention: MentionAsGiven) => void>> = {
    child: (m) => {
      if (m.kind !== 'child') return;
      fields['child-name'] = m.name ?? '';
      fields['child-age'] = m.dateOfBirth ?? m.age ?? '';
    },
    adult: (m) => {
      if (m.kind === 'adult') fields['adult-name'] = m.name ?? '';
    },
    phone: (m) => {
      if (m.kind === 'phone') fields.phone = m.number;
    },
    vehicle: (m) => {
      if (m.kind === 'vehicle') fields.vehicle = m.registration ?? '';
    },
    place: (m) => {
      if (m.kind !== 'place') return;
      fields.place = m.address ?? '';
      fields.postcode = m.postcode ?? '';
    },
  };
  for (const mention of population.concern()) add[mention.kind]?.(mention);
  return fields;
}

const FILL: Readonly<Record<string, (form: PageForm) => Fields>> = {
  decide,
  colour: ({ inner }) => ({ colour: pick(listChoices(inner, 'colour').others) ?? 'amber', reason: REASON }),
  message: () => ({ message: 'Thank you. When, and by which number, is it safe to ring you tomorrow?' }),
  answer: () => ({ 'answer-words': ANSWER }),
  read: () => ({}),
  confirm: () => ({}),
  safety: () => ({
    what: 'Rang the number given, spoke to them, and asked police to call at the address now.',
  }),
  child: () => ({
    name: 'Sam Example',
    age: '9',
    school: 'Wrenmoor Primary',
    description: 'Lives with them.',
  }),
  ask: ({ inner }) => ({
    post: pick(listOptions(inner, 'post')) ?? '',
    kind: 'information',
    ask: 'Please say whether this child was seen by you in the last four weeks, and by whom.',
    purpose: 'To decide how to keep this child safe',
    'lawful-basis': 'Public task: Children Act 1989 section 47 and Children Act 2004 section 11',
  }),
  reply: ({ inner }) => ({
    request: listChoices(inner, 'request').chosen,
    answered: 'yes',
    reply: 'Seen on Monday by the school nurse, well, with a grandmother whom we know.',
  }),
  accept: ({ inner }) => ({ subject: pick(listChoices(inner, 'subject').others) ?? '' }),
  allegation: () => ({ note: 'Considered with police and the employer; a meeting is set for Thursday.' }),
};

/** Forms that users know how to fill in. */
export const KNOWN_FORMS: ReadonlySet<string> = new Set(Object.keys(FILL));

/** Everything the form sends: what stands in it hidden, and what this user types. */
export function fillForm(what: string, form: PageForm, population: Population): Fields {
  const typed = what === 'call' ? call(population) : (FILL[what]?.(form) ?? {});
  return { ...form.hidden, ...typed };
}

/** Saying who a mention is: put on record, or yes or no to the first proposal. */
export function fillLink(form: PageForm): Fields {
  const proposed = form.inner.includes('name="other"');
  return { ...form.hidden, decision: proposed ? (Math.random() < 0.3 ? 'same' : 'not-same') : 'new' };
}
