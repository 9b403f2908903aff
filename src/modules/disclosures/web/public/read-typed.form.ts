/**
 * What somebody typed into the form of a disclosure, and what is missing: the same in the browser and, without JavaScript, on the
 * server. Pure, and small enough for an old phone. Source: 70-disclosures.md 9.7, 9.14.
 */
import {
  type BodyContent,
  CATEGORIES,
  type HeaderContent,
  type IdentityContent,
} from '../../domain/contents.ts';
import type { Roster } from '../../domain/roster.ts';
import type { Marks } from '../../domain/route-conflicts.ts';
import type { SealedTexts } from './texts/en-sealed.ts';

/** An organisation that is not in the roster. */
export const OTHER = 'other';

/** The fields of a form by name, without spaces around: one text, or those that were ticked. */
export interface TypedFields {
  text(name: string): string;
  list(name: string): readonly string[];
}

/** The form, read. */
export interface Typed {
  readonly marks: Marks;
  readonly header: HeaderContent;
  readonly answers: BodyContent['answers'];
  readonly identity: IdentityContent;
}

/** One thing to put right, and at which field. */
export interface TypedFault {
  readonly field: string;
  readonly text: string;
}

/** As long as a name or a post may be where it is sealed (`domain/contents.ts`). */
const SHORT = 300;

/** What was ticked and chosen, for routing. Whom it is about in words is not among the people who can be chosen. */
export function readTypedMarks({ text, list }: TypedFields): Marks {
  const employer = text('employer');
  const about = text('about')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return {
    employer: employer === OTHER || employer === '' ? null : employer,
    unit: text('unit') || null,
    about,
    mustNotSee: list('keep-from'),
  };
}

/** Where it is, by the names that those who read it see first. */
export function namePlace(
  fields: TypedFields,
  { organisations, units }: Roster,
): Pick<HeaderContent, 'organisation' | 'unit'> {
  const { employer, unit } = readTypedMarks(fields);
  const named = fields.text('employer') === OTHER ? fields.text('organisation') : '';
  return {
    organisation: (organisations.find(({ id }) => id === employer)?.name ?? named).slice(0, SHORT),
    unit: units.find(({ id }) => id === unit)?.name ?? '',
  };
}

/** Reads the form; what must be put right stands in the order of the page. */
export function readTyped(
  fields: TypedFields,
  roster: Roster,
  t: SealedTexts,
): { readonly written: Typed; readonly faults: readonly TypedFault[] } {
  const { text } = fields;
  const faults: TypedFault[] = [];
  const need = (field: string, holds: boolean, say: string) => {
    if (!holds) faults.push({ field, text: say });
  };
  const marks = readTypedMarks(fields);
  const employer = text('employer');
  const organisation = roster.organisations.find(({ id }) => id === marks.employer);
  const unit = roster.units.find(({ id }) => id === marks.unit);
  need('employer', employer !== '' && (employer === OTHER || organisation !== undefined), t.faults.employer);
  const named = employer === OTHER ? text('organisation') : '';
  need('organisation', employer !== OTHER || named !== '', t.faults.organisation);
  need('unit', marks.unit === null || unit !== undefined, t.faults.employer);
  const category = CATEGORIES.find((one) => one === text('category'));
  need('category', category !== undefined, t.faults.category);
  const danger = text('danger');
  need('danger', danger !== '', t.faults.danger);
  need('seen', text('seen') !== '', t.faults.seen);
  const answer = (asked: string, name: string) => ({ asked, answer: text(name) });
  const written: Typed = {
    marks,
    header: {
      ...namePlace(fields, roster),
      about: marks.about.slice(0, 20).map((line) => line.slice(0, SHORT)),
      category: category ?? 'other',
      danger: danger === 'yes',
      test: false,
    },
    answers: [answer(t.seen, 'seen'), answer(t.told, 'told'), answer(t.wish, 'wish')].filter(
      (one) => one.answer !== '',
    ),
    identity: {
      name: text('name').slice(0, SHORT),
      post: text('post').slice(0, SHORT),
      reach: text('reach').slice(0, SHORT),
    },
  };
  return { written, faults };
}
