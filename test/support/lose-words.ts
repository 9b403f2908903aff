/**
 * Refuses every form that has text in it in every way at a time, and sends it again at once and after, to see that each
 * word comes back. Source: 90-quality.md (Bad input: nothing lost). Past failure elsewhere: a social worker's hour of
 * writing gone with "your session has expired".
 */
import assert from 'node:assert/strict';
import { checkAnswer } from './check-answer.ts';
import { checkErrorLinks, checkWordsKept, isRefusal, type Sent } from './check-kept.ts';
import { type FormInFront, isScripted, type KnownForm } from './every-form.ts';
import { fillIn, goodText, isSecret, isTyped } from './filled-forms.ts';
import type { FormField, PageForm } from './markup-reader.ts';
import { type Answer, encodeForm, type Visitor } from './visitor.ts';

/** Longer than any field takes, and far shorter than any form may be. */
const TOO_LONG = 'Zephyr wrote far too much here. '.repeat(4_000);

/** Forms that take whatever is typed, so that nothing typed is ever refused. */
const TAKES_ANYTHING: Readonly<Record<string, string>> = {
  'POST /search': 'whatever is typed is searched for',
};

interface Attempt {
  readonly what: string;
  readonly values: Sent;
}

/** One way at a time in which a form filled in with care is still wrong. */
function listAttempts(form: PageForm, typed: readonly FormField[], nth: number): readonly Attempt[] {
  const good = fillIn(form, nth);
  const chosen = form.fields.filter(({ type }) => type === 'radio' || type === 'select' || type === 'submit');
  return [
    ...(form.fields.some(({ name }) => name === '_csrf')
      ? [{ what: 'a page open too long', values: { ...good, _csrf: 'x'.repeat(43) } }]
      : []),
    ...chosen
      .slice(0, 3)
      .map(({ name }) => ({ what: `nothing chosen for ${name}`, values: { ...good, [name]: null } })),
    ...typed.map(({ name }) => ({ what: `${name} too long`, values: { ...good, [name]: TOO_LONG } })),
    ...typed.slice(0, 2).map(({ name }) => ({ what: `${name} left out`, values: { ...good, [name]: '' } })),
    ...typed
      .slice(0, 1)
      .map(({ name }) => ({ what: `${name} holds NUL`, values: { ...good, [name]: 'a\0b' } })),
  ];
}

/** Text fields whose words have to come back. */
const typedIn = (form: PageForm) => form.fields.filter((field) => isTyped(field) && !isSecret(field));

/** True for a form that somebody types into and sends. */
export function takesWords({ route, first: { form } }: KnownForm): boolean {
  return form.method === 'post' && !isScripted(route) && typedIn(form).length > 0;
}

async function send(visitor: Visitor, form: PageForm, values: Sent) {
  const body = encodeForm(form, values);
  const type = 'application/x-www-form-urlencoded';
  const answer = await visitor.send('POST', form.action.split('#')[0] ?? '', { body, type });
  return { answer, refused: isRefusal(answer, body.length) };
}

function checkKept(answer: Answer, form: PageForm, values: Sent, what: string): void {
  checkAnswer(answer, what, { typed: true });
  checkErrorLinks(answer, what);
  checkWordsKept(answer, form, values, what);
}

/** What was lost, and how many were told that they came second. */
export interface LostWords {
  readonly faults: string[];
  second: number;
}

function note({ faults }: LostWords, check: () => void): void {
  try {
    check();
  } catch (error) {
    faults.push((error as Error).message.slice(0, 300));
  }
}

/** The same form, sent twice at once with other words and a third time after: whoever is told no has their words. */
async function sendAgain({ visitor, form }: FormInFront, name: string, lost: LostWords): Promise<void> {
  const filled = (nth: number): Sent => {
    const areas = typedIn(form).filter(({ type }) => type === 'textarea');
    const texts = areas.map((field) => [field.name, goodText(field.name, nth)] as const);
    return { ...fillIn(form, nth), ...Object.fromEntries(texts) };
  };
  const [one, two, three] = [filled(1), filled(2), filled(3)];
  const both = await Promise.all([send(visitor, form, one), send(visitor, form, two)]);
  const answers = [...both, await send(visitor, form, three)];
  for (const [index, values] of [one, two, three].entries()) {
    const { answer, refused = false } = answers[index] ?? {};
    if (!answer || !refused) continue;
    lost.second += 1;
    note(lost, () => checkKept(answer, form, values, `${name}, sent again`));
  }
}

/** Tries one form in every way, and then sends it again; it is used up afterwards. */
export async function loseWords({ name, route, first, again }: KnownForm, lost: LostWords): Promise<void> {
  let front = first;
  let refusals = 0;
  for (const { what, values } of listAttempts(first.form, typedIn(first.form), 1)) {
    const { visitor, form } = front;
    const { answer, refused } = await send(visitor, form, values);
    if (refused) {
      refusals += 1;
      note(lost, () => checkKept(answer, form, values, `${name}: ${what}`));
    } else {
      assert.ok(answer.status < 400, `${answer.status} on ${name}: ${what}`);
      front = (await again()) ?? front;
    }
  }
  if (refusals === 0 && !(route in TAKES_ANYTHING)) lost.faults.push(`${name} was never refused`);
  await sendAgain(front, name, lost);
}
