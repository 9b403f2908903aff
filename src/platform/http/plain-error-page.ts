import { html } from 'hono/html';
import type { ErrorAnswer } from './answer-errors.ts';

/** An error as the barest page there is: for when nothing better is at hand. */
export function renderPlainError(answer: ErrorAnswer): string {
  return String(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${answer.sentence} - Heed</title></head>
<body><main><h1>${answer.sentence}</h1>
${answer.faults.map((fault) => html`<p>${fault.field}: ${fault.message}</p>`)}
${answer.incident ? html`<p>If you tell somebody about this, give them the number ${answer.incident}.</p>` : ''}
<p>If a child is in danger now, call 999.</p></main></body></html>`);
}
