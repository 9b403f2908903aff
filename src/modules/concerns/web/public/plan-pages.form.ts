/**
 * The table of the public form's pages: what each asks, of whom, in which order. One thing on a page. A child is asked
 * one open question and never given a list to tick; an adult may tick what they noticed.
 */
import { INDICATORS, type Indicator } from '../../domain/vocabulary.ts';
import { type Draft, isYoung, whoOf } from './keep-draft.form.ts';
import { line, type Option, type Page, type QuestionPage, words } from './plan-questions.form.ts';
import type { PublicTexts } from './texts/en.ts';

/** Longest account of a worry, in UTF-16 units: about forty pages. */
const LONG = 100_000;

type Words = Readonly<Record<string, string>>;

function optionsOf(words: Words, hints: Words = {}): readonly Option[] {
  return Object.entries(words).map(([value, text]) => ({ value, text, hint: hints[value] }));
}

type Make = (t: PublicTexts, draft: Draft) => Page;

const PAGES: Readonly<Record<QuestionPage, Make>> = {
  who: ({ questions: { who } }) => ({
    title: who.asked,
    questions: [
      {
        kind: 'one',
        name: 'who',
        asked: who.asked,
        hint: who.hint,
        missing: who.missing,
        options: optionsOf(who.options),
      },
    ],
  }),
  work: (t) => {
    const { work } = t.questions;
    return {
      title: work.title,
      heading: work.title,
      questions: [
        {
          kind: 'one',
          name: 'work',
          asked: work.asked,
          missing: work.missing,
          options: optionsOf(work.options),
        },
        line(t, 'organisation', work.organisation, { autocomplete: 'organization' }),
      ],
    };
  },
  worry: ({ questions: { worry } }, draft) => {
    const asked = whoOf(draft) === 'survivor' ? worry.survivor : isYoung(draft) ? worry.child : worry.adult;
    return {
      title: asked.asked,
      questions: [{ kind: 'words', name: 'worry', ...asked, rows: 9, max: LONG, tooLong: worry.tooLong }],
    };
  },
  signs: ({ questions: { signs } }) => ({
    title: signs.title,
    questions: [
      {
        kind: 'many',
        name: 'signs',
        asked: signs.asked,
        hint: signs.hint,
        options: Object.entries(INDICATORS).map(([value, indicator]) => ({ value, text: indicator.words })),
      },
    ],
  }),
  when: ({ questions: { when } }) => ({
    title: when.title,
    questions: [{ kind: 'one', name: 'when', asked: when.asked, options: optionsOf(when.options) }],
  }),
  danger: ({ questions: { danger } }, draft) => ({
    title: danger.title,
    questions: [
      {
        kind: 'one',
        name: 'danger',
        ...(isYoung(draft) ? danger.child : danger.adult),
        options: optionsOf(danger.options),
      },
    ],
  }),
  worker: (t, draft) => {
    const { worker } = t.questions;
    const who = line(t, 'worker-who', worker.who, { hint: worker.whoHint });
    return {
      title: worker.title,
      questions: [
        {
          kind: 'one',
          name: 'worker',
          ...(isYoung(draft) ? worker.child : worker.adult),
          missing: worker.missing,
          options: optionsOf(worker.options).map((option) =>
            option.value === 'yes' ? { ...option, reveals: [who] } : option,
          ),
        },
      ],
    };
  },
  parents: ({ questions: { parents } }) => ({
    title: parents.title,
    questions: [
      {
        kind: 'one',
        name: 'parents',
        asked: parents.asked,
        missing: parents.missing,
        options: optionsOf(parents.options),
      },
    ],
  }),
  family: ({ questions: { family } }) => ({
    title: family.title,
    heading: family.asked,
    lead: family.answer.slice(0, -1),
    questions: [
      {
        kind: 'one',
        name: 'parents',
        asked: family.answer.at(-1) ?? family.asked,
        missing: family.missing,
        options: optionsOf(family.options),
      },
    ],
  }),
  you: (t) => {
    const { you } = t.questions;
    return {
      title: you.title,
      heading: you.heading,
      lead: [you.lead],
      questions: [
        line(t, 'name', you.name, { hint: you.nameHint, autocomplete: 'off' }),
        line(t, 'age', you.age, { width: '5', autocomplete: 'off' }),
        line(t, 'school', you.school, { autocomplete: 'off' }),
        line(t, 'address', you.where, { hint: you.whereHint, autocomplete: 'off' }),
      ],
    };
  },
  talk: (t) => {
    const { talk } = t.questions;
    const known = line(t, 'talk-known', talk.known, { autocomplete: 'off' });
    return {
      title: talk.title,
      questions: [
        {
          kind: 'one',
          name: 'talk',
          asked: talk.asked,
          hint: talk.hint,
          options: optionsOf(talk.options).map((option) =>
            option.value === 'known' ? { ...option, reveals: [known] } : option,
          ),
        },
      ],
    };
  },
  naming: ({ questions: { naming } }) => ({
    title: naming.title,
    questions: [
      {
        kind: 'one',
        name: 'naming',
        asked: naming.asked,
        missing: naming.missing,
        options: optionsOf(naming.options, naming.hints),
      },
    ],
  }),
  reach: (t, draft) => {
    const { reach } = t.questions;
    const asked = isYoung(draft) ? reach.child : reach.adult;
    const name = isYoung(draft) ? [] : [line(t, 'name', reach.name, { autocomplete: 'name' })];
    return {
      title: reach.title,
      heading: asked.heading,
      lead: [asked.lead],
      questions: [
        ...name,
        line(t, 'phone', reach.phone, {
          input: 'tel',
          autocomplete: isYoung(draft) ? 'off' : 'tel',
          width: '20',
          check: { pattern: /^(?=(?:\D*\d){7,20}\D*$)[\d\s()+./x-]+$/i, message: reach.badPhone },
        }),
        line(t, 'email', reach.email, {
          input: 'email',
          autocomplete: isYoung(draft) ? 'off' : 'email',
          check: { pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: reach.badEmail },
        }),
        words(t, 'safe', reach.safe, reach.safeHint),
      ],
    };
  },
};

/** What a page asks of whoever is filling in this draft. */
export function planPage(t: PublicTexts, draft: Draft, page: QuestionPage): Page {
  return PAGES[page](t, draft);
}

/** True for a value that is an indicator. */
export function isIndicator(value: string): value is Indicator {
  return Object.hasOwn(INDICATORS, value);
}
