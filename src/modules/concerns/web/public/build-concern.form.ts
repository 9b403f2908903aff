/**
 * Makes of a finished draft what the front door receives. Every question goes with its answer, word for word, in the
 * order it was asked; nothing is corrected on the way.
 */
import type { MentionAsGiven } from '../../../../kernel/mention.ts';
import type { RaiseConcern } from '../../domain/raise-input.ts';
import {
  DANGERS,
  NAMINGS,
  PARENTS,
  REPORTER_KINDS,
  type ReporterKind,
  WHENS,
} from '../../domain/vocabulary.ts';
import { askedQuestions } from './check-answers.form.ts';
import { type Answers, type Draft, type Item, isYoung, listOf, textOf, whoOf } from './keep-draft.form.ts';
import { listPages } from './order-pages.form.ts';
import { nameKind, planItem } from './plan-items.form.ts';
import { isIndicator, planPage } from './plan-pages.form.ts';
import { type Page, QUESTION_PAGES, type QuestionPage } from './plan-questions.form.ts';
import type { PublicTexts } from './texts/en.ts';

type Told = RaiseConcern['told']['answers'][number];

function isQuestionPage(page: string): page is QuestionPage {
  return (QUESTION_PAGES as readonly string[]).includes(page);
}

/** An answer in the words that were on the page: a choice by its text, not by its code. */
export function sayAnswer(question: Page['questions'][number], answers: Answers): string {
  const given = listOf(answers, question.name);
  if (!('options' in question)) return given.join('\n');
  return given
    .map((value) => question.options.find((option) => option.value === value)?.text ?? value)
    .join('\n');
}

function toldOn(prefix: string, page: Page, answers: Answers, heading?: string): readonly Told[] {
  return askedQuestions(page.questions, answers).flatMap((question): readonly Told[] => {
    const answer = sayAnswer(question, answers);
    const asked = heading === undefined ? question.asked : `${heading}: ${question.asked}`;
    return answer.trim() === '' ? [] : [{ question: `${prefix}${question.name}`, asked, answer }];
  });
}

/**
 * Who the reporter is and how to reach them is held apart from what they told (20-domain.md, Reporter), so it is not also
 * among the answers, where everybody who opens the concern would read it. A child's own name, when it is about them, is.
 */
function isHeldApart(draft: Draft, question: string): boolean {
  if (question.startsWith('reach.')) return true;
  return question === 'you.name' && whoOf(draft) === 'friend-under-18';
}

function listTold(t: PublicTexts, draft: Draft): readonly Told[] {
  const pages = listPages(draft).flatMap((id): readonly Told[] => {
    const answers = draft.pages[id];
    if (!isQuestionPage(id) || !answers) return [];
    const page = planPage(t, draft, id);
    const told = toldOn(`${id}.`, page, answers, id === 'family' ? page.heading : undefined);
    return told.filter(({ question }) => !isHeldApart(draft, question));
  });
  const items = draft.items.flatMap((item, index) =>
    toldOn(`${item.kind}-${index + 1}.`, planItem(t, item.kind), item.answers, nameKind(t, item.kind)),
  );
  return [...pages, ...items];
}

/** Only what was said, trimmed; keys with nothing to say are left out. */
function said<K extends string>(values: Readonly<Record<K, string>>): Partial<Record<K, string>> {
  const kept = Object.entries<string>(values)
    .map(([key, value]) => [key, value.trim()] as const)
    .filter(([, value]) => value !== '' && value !== 'unknown');
  return Object.fromEntries(kept) as Partial<Record<K, string>>;
}

function mentionOf(item: Item): MentionAsGiven {
  const get = (name: string): string => textOf(item.answers, name);
  switch (item.kind) {
    case 'child':
      return {
        kind: 'child',
        ...said({
          name: get('name'),
          age: get('age'),
          dateOfBirth: get('born'),
          sex: get('sex'),
          school: get('school'),
          address: get('address'),
          postcode: get('postcode'),
          description: get('description'),
        }),
      };
    case 'adult':
      return {
        kind: 'adult',
        ...said({
          name: get('name'),
          relationship: get('relationship'),
          age: get('age'),
          address: get('address'),
          description: get('description'),
        }),
      };
    case 'phone':
      return { kind: 'phone', number: get('number').trim(), ...said({ description: get('description') }) };
    case 'vehicle':
      return {
        kind: 'vehicle',
        ...said({
          registration: get('registration'),
          colour: get('colour'),
          make: get('make'),
          description: get('description'),
        }),
      };
    case 'place':
      return {
        kind: 'place',
        ...said({
          name: get('name'),
          address: get('address'),
          postcode: get('postcode'),
          description: get('description'),
        }),
      };
    case 'account':
      return {
        kind: 'account',
        handle: get('handle').trim(),
        ...said({ site: get('site'), description: get('description') }),
      };
  }
}

function listMentions(draft: Draft): readonly MentionAsGiven[] {
  const pages = listPages(draft);
  const items = draft.items
    .filter((item) => pages.includes(item.kind === 'child' ? 'children' : 'others'))
    .map(mentionOf);
  const you = draft.pages.you;
  if (whoOf(draft) !== 'me-under-18') return items;
  const get = (name: string): string => textOf(you, name);
  return [
    {
      kind: 'child',
      ...said({
        name: get('name'),
        age: get('age'),
        school: get('school'),
        address: get('address'),
        phone: textOf(draft.pages.reach, 'phone'),
      }),
    },
    ...items,
  ];
}

function one<T extends string>(known: readonly T[], value: string, otherwise: T): T {
  return known.find((item) => item === value) ?? otherwise;
}

function kindOf(draft: Draft): ReporterKind {
  if (isYoung(draft)) return 'child';
  const who = whoOf(draft);
  return one(REPORTER_KINDS, who === 'work' ? textOf(draft.pages.work, 'work') : who, 'other');
}

function reporterOf(t: PublicTexts, draft: Draft): RaiseConcern['reporter'] {
  const pages = new Set<string>(listPages(draft));
  const reach = pages.has('reach') ? draft.pages.reach : undefined;
  const you = draft.pages.you;
  const name = (textOf(reach, 'name') || textOf(you, 'name')).trim();
  const talk = isYoung(draft) ? textOf(draft.pages.talk, 'talk') : '';
  const talkTo =
    talk === ''
      ? ''
      : [Reflect.get(t.questions.talk.options, talk), textOf(draft.pages.talk, 'talk-known')]
          .filter(Boolean)
          .join(': ');
  const contact = said({
    email: textOf(reach, 'email'),
    phone: textOf(reach, 'phone'),
    safeTimes: textOf(reach, 'safe'),
    wouldLikeToTalkTo: talkTo,
  });
  const naming = isYoung(draft)
    ? name === ''
      ? 'anonymous'
      : 'confidential'
    : one(NAMINGS, textOf(draft.pages.naming, 'naming'), 'anonymous');
  const role = Reflect.get(t.questions.who.options, whoOf(draft));
  return {
    kind: kindOf(draft),
    naming,
    ...said({
      name,
      role: typeof role === 'string' ? role : '',
      organisation: textOf(draft.pages.work, 'organisation'),
    }),
    ...(Object.keys(contact).length > 0 ? { contact } : {}),
  };
}

/** The concern a draft says. The draft must have every needed page. */
export function buildConcern(t: PublicTexts, draft: Draft, receiptDeclined: boolean): RaiseConcern {
  const pages = new Set<string>(listPages(draft));
  const answers = (page: QuestionPage): Answers | undefined =>
    pages.has(page) ? draft.pages[page] : undefined;
  const worker = textOf(answers('worker'), 'worker');
  const young = isYoung(draft);
  const parents = textOf(answers('family') ?? answers('parents'), 'parents');
  return {
    channel: young ? 'child-page' : 'public',
    reporter: reporterOf(t, draft),
    told: {
      questions: `public-${young ? 'child' : 'adult'}/${t.questions.version}`,
      language: t.lang,
      answers: listTold(t, draft),
    },
    worry: textOf(answers('worry'), 'worry'),
    when: whoOf(draft) === 'survivor' ? 'long-ago' : one(WHENS, textOf(answers('when'), 'when'), 'not-said'),
    danger: one(DANGERS, textOf(answers('danger'), 'danger'), 'not-sure'),
    indicators: listOf(answers('signs'), 'signs').filter(isIndicator),
    // "I am not sure" is treated as yes: the LADO can say that it is nothing, and the person it may be about must not read it first.
    aboutWorker: {
      yes: worker === 'yes' || worker === 'not-sure',
      ...said({ who: textOf(answers('worker'), 'worker-who') }),
    },
    parents: one(PARENTS, parents, 'not-sure'),
    mentions: listMentions(draft),
    receiptDeclined,
    attachments: draft.files.map((file) => file.id),
    idempotencyKey: draft.sendKey,
  };
}
