/** What every answer must be, however bad the question: clear, honest about the field, and silent about the machinery. */
import assert from 'node:assert/strict';
import { decodeMarkup } from './markup-reader.ts';
import type { Answer } from './visitor.ts';

const MACHINERY =
  /\n\s+at (async )?[\w.$<>[\] ]+\(?\/?|node:internal|node_modules|file:\/\/\/|\.ts:\d+|ZodError|violates (check|foreign|unique|not-null)|invalid input syntax|relation "|PostgresError|kysely/i;

/** True for an answer that is text a person or program reads. */
function isText(answer: Answer): boolean {
  return /^(text\/|application\/(problem\+)?json)/.test(answer.type);
}

/** What else is known of the case. */
export interface AnswerContext {
  /** What the log knows of a server error. */
  readonly why?: () => string;
  /** There was something to type or choose, so a refusal can name it. */
  readonly typed?: boolean;
}

/**
 * Fails on a server error, a trace of the machinery, a refusal in no known shape, or one about what was typed that names
 * no field. `what` describes the case, for the failure.
 */
export function checkAnswer(answer: Answer, what: string, { why, typed }: AnswerContext = {}): void {
  assert.ok(answer.status < 500, `${answer.status} on ${what}\n${why?.() ?? ''}`);
  if (isText(answer)) {
    const found = MACHINERY.exec(answer.body);
    assert.equal(found, null, `machinery shows ("${found?.[0]}") on ${what}\n${answer.body.slice(0, 600)}`);
  }
  if (answer.status < 400) return;
  if (answer.type.startsWith('application/problem+json')) {
    const problem = JSON.parse(answer.body) as {
      code?: string;
      detail?: string;
      status?: number;
      errors?: readonly { field?: string; message?: string }[];
    };
    assert.match(problem.code ?? '', /^[a-z]+\.[a-z0-9-]+$/, what);
    assert.equal(problem.status, answer.status, what);
    assert.ok((problem.detail ?? '').length > 8, `no sentence on ${what}`);
    if (problem.code === 'http.invalid-fields') {
      assert.ok((problem.errors ?? []).length > 0, `no field named on ${what}`);
      for (const { message } of problem.errors ?? [])
        assert.ok((message ?? '').length > 3, `no message on ${what}`);
    }
    return;
  }
  if (answer.type.startsWith('text/html')) {
    assert.match(answer.body, /<h1\b/, `a page without a heading on ${what}`);
    // 409 and the like say that something has changed meanwhile: that is nobody's field.
    const isAboutInput = answer.status === 400 || answer.status === 422;
    if (typed && isAboutInput && /govuk-error-summary/.test(answer.body)) {
      assert.match(answer.body, /govuk-error-summary[\s\S]*?href="#[^"]+"/, `no field named on ${what}`);
    }
    return;
  }
  assert.match(answer.type, /^text\/plain|^application\/json/, `an answer of type ${answer.type} on ${what}`);
}

/** Fails unless `typed` is on the page that came back: nothing somebody wrote may be lost to a mistake elsewhere. */
export function checkNothingLost(answer: Answer, typed: string, what: string): void {
  assert.ok(decodeMarkup(answer.body).includes(typed), `what was typed did not come back on ${what}`);
}
