/** The questions about each person, phone, vehicle, place or online name that somebody adds. As little as is known will do. */
import type { Item } from './keep-draft.form.ts';
import { line, type Page, type Question, words } from './plan-questions.form.ts';
import type { PublicTexts } from './texts/en.ts';

/** Kinds on the "anybody or anything else" page. */
export const OTHER_KINDS = ['adult', 'phone', 'vehicle', 'place', 'account'] as const;
export type OtherKind = (typeof OTHER_KINDS)[number];

/** True for a kind of thing that can be added. */
export function isItemKind(value: string): value is Item['kind'] {
  return value === 'child' || (OTHER_KINDS as readonly string[]).includes(value);
}

const OFF = { autocomplete: 'off' } as const;

function childQuestions(t: PublicTexts): readonly Question[] {
  const { children: c } = t.questions;
  return [
    line(t, 'name', c.name, OFF),
    line(t, 'age', c.age, { hint: c.ageHint, width: '10', ...OFF }),
    line(t, 'born', c.born, { hint: c.bornHint, width: '10', ...OFF }),
    {
      kind: 'one',
      name: 'sex',
      asked: c.sex,
      options: Object.entries(c.sexes).map(([value, text]) => ({ value, text })),
    },
    line(t, 'school', c.school, OFF),
    line(t, 'address', c.address, OFF),
    line(t, 'postcode', c.postcode, { width: '10', ...OFF }),
    words(t, 'description', c.description),
  ];
}

function otherQuestions(t: PublicTexts, kind: OtherKind): readonly Question[] {
  const { kinds } = t.questions.others;
  switch (kind) {
    case 'adult': {
      const { adult: a } = kinds;
      return [
        line(t, 'name', a.name, OFF),
        line(t, 'relationship', a.relationship, OFF),
        line(t, 'age', a.age, { width: '10', ...OFF }),
        line(t, 'address', a.address, OFF),
        words(t, 'description', a.description),
      ];
    }
    case 'phone':
      return [
        line(t, 'number', kinds.phone.number, {
          missing: t.questions.others.missing,
          input: 'tel',
          width: '20',
          ...OFF,
        }),
        words(t, 'description', kinds.phone.description),
      ];
    case 'vehicle': {
      const { vehicle: v } = kinds;
      return [
        line(t, 'registration', v.registration, { hint: v.registrationHint, width: '10', ...OFF }),
        line(t, 'colour', v.colour, { width: '20', ...OFF }),
        line(t, 'make', v.make, OFF),
        words(t, 'description', v.description),
      ];
    }
    case 'place': {
      const { place: p } = kinds;
      return [
        line(t, 'name', p.name, OFF),
        line(t, 'address', p.address, OFF),
        line(t, 'postcode', p.postcode, { width: '10', ...OFF }),
        words(t, 'description', p.description),
      ];
    }
    case 'account': {
      const { account: a } = kinds;
      return [
        line(t, 'handle', a.handle, { missing: t.questions.others.missing, ...OFF }),
        line(t, 'site', a.site, OFF),
        words(t, 'description', a.description),
      ];
    }
  }
}

/** What is asked about one person or thing. */
export function planItem(t: PublicTexts, kind: Item['kind']): Page {
  if (kind === 'child')
    return {
      title: t.questions.children.title,
      heading: t.questions.children.page,
      questions: childQuestions(t),
    };
  return {
    title: t.questions.others.title,
    heading: t.questions.others.kinds[kind].page,
    questions: otherQuestions(t, kind),
  };
}

/** What an item is called in a list: "Child", "Phone". */
export function nameKind(t: PublicTexts, kind: Item['kind']): string {
  return kind === 'child' ? t.questions.children.one : t.questions.others.kinds[kind].one;
}

/** An item in one line, as typed. */
export function sayItem(item: Item): string {
  return Object.values(item.answers)
    .flat()
    .filter((text) => text !== '' && text !== 'unknown')
    .join(', ');
}

/** The page on which items of a kind are listed. */
export function listPageOf(kind: Item['kind']): 'children' | 'others' {
  return kind === 'child' ? 'children' : 'others';
}
