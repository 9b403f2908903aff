import { type Html, html } from '../../../../ui/index.ts';
import { tokenField, type View } from './frame-page.page.ts';

/** What whoever came back holds, as the forms of their page carry it on: in bodies of forms and nowhere else. */
export interface Held {
  /** `token:` and the token where a script read the receipt; the receipt as typed where none did. */
  readonly receipt: string;
  /** The token of the linked thread; empty where no script derived it. */
  readonly more: string;
}

/** A form that carries the receipt on. Where a script runs, what it sends has one of the sizes of kernel/traffic-shape.ts. */
export function carryReceipt(view: View, action: string, held: Held, content: Html): Html {
  const more = held.more !== '' && html`<input type="hidden" name="more" value="${held.more}">`;
  return html`<form method="post" action="${action}" novalidate data-shaped>${tokenField(view)}<input type="hidden" name="receipt" value="${held.receipt}">${more}${content}</form>`;
}
