/** Reads a page's form: schemas made from the table of questions, so that what is asked and what is checked can't differ. */
import { z } from 'zod';
import { type FormErrors, formErrors, NO_ERRORS } from '../../../../ui/index.ts';
import type { Answers, Typed } from './keep-draft.form.ts';
import type { Page, Question } from './plan-questions.form.ts';

/** A form as the browser sent it: a text or a list by name. */
export type Form = Readonly<Record<string, unknown>>;

/** What was typed, and what is wrong with it. What was typed comes back whatever is wrong. */
export interface Checked {
  readonly answers: Answers;
  readonly errors: FormErrors;
}

/** Longest text kept of any one field, so that what comes back is bounded too. */
const MOST_KEPT = 200_000;

function typedText(value: unknown): string {
  const first = Array.isArray(value) ? value[0] : value;
  // Browsers send each line break as two characters; what was typed had one.
  return typeof first === 'string' ? first.slice(0, MOST_KEPT).replaceAll('\r\n', '\n') : '';
}

function typedList(value: unknown): readonly string[] {
  const all = Array.isArray(value) ? value : [value];
  return all.filter((item): item is string => typeof item === 'string' && item !== '').slice(0, 100);
}

/** Questions with those that a choice reveals, in order. */
export function flatQuestions(questions: readonly Question[]): readonly Question[] {
  return questions.flatMap((question) =>
    'options' in question
      ? [question, ...question.options.flatMap((option) => flatQuestions(option.reveals ?? []))]
      : [question],
  );
}

/** Questions that apply, given what was chosen: what a choice reveals only where it was made. */
export function askedQuestions(questions: readonly Question[], answers: Answers): readonly Question[] {
  return questions.flatMap((question) => {
    if (!('options' in question)) return [question];
    const chosen = new Set([answers[question.name] ?? []].flat());
    const revealed = question.options
      .filter((option) => chosen.has(option.value))
      .flatMap((option) => option.reveals ?? []);
    return [question, ...askedQuestions(revealed, answers)];
  });
}

/** What was typed into the questions of a page, and nothing else that was sent. */
export function readTyped(questions: readonly Question[], form: Form): Answers {
  const typed: Record<string, Typed> = {};
  for (const question of flatQuestions(questions)) {
    const value = Object.hasOwn(form, question.name) ? form[question.name] : undefined;
    typed[question.name] = question.kind === 'many' ? typedList(value) : typedText(value);
  }
  return typed;
}

function schemaOf(question: Question): z.ZodType {
  const missing = question.missing;
  if (question.kind === 'many') {
    const known = new Set(question.options.map((option) => option.value));
    return z.array(z.string().refine((value) => known.has(value), { error: question.asked }));
  }
  if (question.kind === 'one') {
    const known = new Set(question.options.map((option) => option.value));
    const error = missing ?? question.asked;
    return z.string().refine((value) => (value === '' ? missing === undefined : known.has(value)), { error });
  }
  let text = z.string().max(question.max, { error: question.tooLong });
  if (missing !== undefined) text = text.refine((value) => value.trim() !== '', { error: missing });
  if (question.kind === 'words' || !question.check) return text;
  const { pattern, message } = question.check;
  return text.refine((value) => value.trim() === '' || pattern.test(value.trim()), { error: message });
}

/** Reads and checks a page's form. Answers to questions that no longer apply are dropped. */
export function checkPage(page: Page, form: Form): Checked {
  const typed = readTyped(page.questions, form);
  const asked = askedQuestions(page.questions, typed);
  const answers = Object.fromEntries(asked.map(({ name }) => [name, typed[name] ?? '']));
  const result = z
    .object(Object.fromEntries(asked.map((question) => [question.name, schemaOf(question)])))
    .safeParse(answers);
  if (result.success) return { answers, errors: NO_ERRORS };
  // One message a question: that a tick-box holds nonsense is said of the question, not of the box.
  const issues = result.error.issues.map(({ path, message }) => ({ path: path.slice(0, 1), message }));
  return { answers: typed, errors: formErrors({ issues }) };
}

/** True when at least one question has an answer. */
export function saysAnything(answers: Answers): boolean {
  return Object.values(answers).some((typed) =>
    [typed].flat().some((text) => text.trim() !== '' && text !== 'unknown'),
  );
}
