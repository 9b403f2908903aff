import type { MentionAsGiven } from '../../../../kernel/mention.ts';
import type { FormWords } from '../../../../platform/http/declare-routes.ts';
import type { RaiseConcern } from '../../domain/raise-input.ts';
import {
  DANGERS,
  INDICATORS,
  type Indicator,
  NAMINGS,
  PARENTS,
  REPORTER_KINDS,
  WHENS,
} from '../../domain/vocabulary.ts';
import type { ActValues } from './act-form.form.ts';

/** Which version of the call form's questions was asked. */
const QUESTIONS = 'call/1';

const ASKED: Readonly<Record<string, string>> = {
  worry: 'What are they worried about?',
  'child-name': 'Child’s name',
  'child-age': 'Age or date of birth',
  'child-school': 'School',
  'child-more': 'Anything else about the child',
  'child2-name': 'Second child’s name',
  'child2-age': 'Second child’s age or date of birth',
  'adult-name': 'Adult’s name or nickname',
  'adult-more': 'Who they are to the child',
  phone: 'Phone number',
  vehicle: 'Registration, or part of it',
  'vehicle-more': 'Colour and make',
  place: 'Place',
  postcode: 'Postcode',
};

/** What is typed when a call is written down, as the page calls it. */
export const CALL_WORDS: FormWords = {
  fields: {
    ...ASKED,
    'caller-name': 'Their name',
    'caller-phone': 'A safe number to ring them on',
    'caller-safe': 'Safe times and ways to reach them',
    'worker-who': 'Who that is',
  },
};

function oneOf<T extends string>(allowed: readonly T[], text: string | undefined, otherwise: T): T {
  return allowed.find((value) => value === text) ?? otherwise;
}

/** Only what was given: empty answers are no fields at all. */
function given(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value?.trim() ? [[key, value.trim()]] : [])),
  );
}

function readAge(text: string | undefined): Record<string, string> {
  return /\d[/.-]\d|\b(19|20)\d\d\b/.test(text ?? '') ? given({ dateOfBirth: text }) : given({ age: text });
}

function readMentions(values: ActValues): readonly MentionAsGiven[] {
  const child = {
    ...given({
      name: values['child-name'],
      school: values['child-school'],
      description: values['child-more'],
    }),
    ...readAge(values['child-age']),
  };
  const second = { ...given({ name: values['child2-name'] }), ...readAge(values['child2-age']) };
  const adult = given({ name: values['adult-name'], relationship: values['adult-more'] });
  const phone = values.phone?.trim();
  const vehicle = given({ registration: values.vehicle, description: values['vehicle-more'] });
  const place = given({ name: values.place, postcode: values.postcode });
  const some = (fields: object) => Object.keys(fields).length > 0;
  return [
    ...(some(child) ? [{ kind: 'child' as const, ...child }] : []),
    ...(some(second) ? [{ kind: 'child' as const, ...second }] : []),
    ...(some(adult) ? [{ kind: 'adult' as const, ...adult }] : []),
    ...(phone ? [{ kind: 'phone' as const, number: phone }] : []),
    ...(some(vehicle) ? [{ kind: 'vehicle' as const, ...vehicle }] : []),
    ...(some(place) ? [{ kind: 'place' as const, ...place }] : []),
  ];
}

function readContact(values: ActValues): NonNullable<RaiseConcern['reporter']['contact']> | null {
  const contact = given({ phone: values['caller-phone'], safeTimes: values['caller-safe'] });
  return Object.keys(contact).length > 0 ? contact : null;
}

/** Ticked signs, unknown ones left out. */
export function readIndicators(ticked: unknown): readonly Indicator[] {
  const list = typeof ticked === 'string' ? [ticked] : Array.isArray(ticked) ? ticked : [];
  return list.filter((one): one is Indicator => typeof one === 'string' && Object.hasOwn(INDICATORS, one));
}

/** A written-down call as the front door receives it: a concern like every other. */
export function readCall(values: ActValues, indicators: readonly Indicator[]): RaiseConcern {
  const contact = readContact(values);
  const name = values['caller-name']?.trim();
  const who = values['worker-who']?.trim();
  return {
    channel: 'helpline',
    reporter: {
      kind: oneOf(REPORTER_KINDS, values.kind, 'other'),
      naming: oneOf(NAMINGS, values.naming, 'named'),
      ...(name ? { name } : {}),
      ...(contact ? { contact } : {}),
    },
    told: {
      questions: QUESTIONS,
      language: 'en-GB',
      answers: Object.entries(ASKED).flatMap(([question, asked]) => {
        const answer = values[question]?.trim();
        return answer ? [{ question, asked, answer }] : [];
      }),
    },
    worry: values.worry?.trim() ?? '',
    when: oneOf(WHENS, values.when, 'not-said'),
    danger: oneOf(DANGERS, values.danger, 'not-sure'),
    indicators,
    aboutWorker: { yes: values.worker === 'yes', ...(who ? { who } : {}) },
    parents: oneOf(PARENTS, values.parents, 'not-sure'),
    mentions: readMentions(values),
    receiptDeclined: values.receipt === 'no',
    attachments: [],
    idempotencyKey: values.key ?? '',
  };
}
