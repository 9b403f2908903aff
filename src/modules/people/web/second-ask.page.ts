import { type Html, html, sayDay } from '../../../ui/index.ts';
import type { SecondAsk } from '../ports.ts';
import type { RecordView } from '../queries/see-record.query.ts';
import { type RecordField, renderRecordForm } from './record-form.page.ts';
import { errorsOf, type RefusedForm } from './record-web.routes.ts';

const STATES = {
  asked: 'waits for a second person',
  agreed: 'the second person agreed',
  refused: 'the second person did not agree',
} as const;

/** What is asked of a second person about one join or protection: its words, where it goes, and what was refused. */
export interface SecondAskParts {
  /** The join or the protection. */
  readonly of: string;
  /** The address to which an ask goes; an answer goes to `${action}/${ask}`. */
  readonly action: string;
  /** "To take them apart", at the head of a line. */
  readonly title: string;
  /** The button, and what is asked. */
  readonly ask: string;
  readonly why: string;
  readonly agree: string;
  readonly refuse: string;
  readonly csrf: string | undefined;
  readonly refused: RefusedForm | undefined;
}

function renderTold(view: RecordView, { title }: SecondAskParts, ask: SecondAsk): Html {
  const { finding, settledAt } = ask;
  const answer = settledAt
    ? ` Answered ${sayDay(settledAt)}, ${view.names.post(ask.settledPost)}. ${finding ?? ''}`
    : '';
  return html`<p class="govuk-body-s">${title}: ${STATES[ask.state]}. Asked ${sayDay(ask.askedAt)}, ${view.names.post(ask.askedPost)}: ${ask.reason ?? ''}${answer}</p>`;
}

/** The words under a reason that somebody gives for not agreeing. */
const ONLY_AGAINST = 'Needed only if you do not agree.';

/**
 * What was asked of a second person about one join or protection, and the form for what comes next: to ask, to answer, or
 * for whoever asked that it can't be them.
 */
export function renderSecondAsk(view: RecordView, parts: SecondAskParts): Html {
  const { action, csrf, refused } = parts;
  const own = view.asks.filter(({ of }) => of === parts.of);
  const told = own.map((ask) => renderTold(view, parts, ask));
  const waiting = own.find(({ state }) => state === 'asked');
  // The error above the page leads to this field: one form at a time has its plain name.
  const base = {
    values: refused?.values ?? {},
    errors: errorsOf(refused?.refusal),
    csrf,
    ...(refused ? {} : { prefix: parts.of }),
  };
  if (!waiting) {
    const fields: readonly RecordField[] = [{ name: 'reason', kind: 'words', label: parts.why }];
    return html`${told}${renderRecordForm({ ...base, action, fields, submit: parts.ask, warning: true })}`;
  }
  if (waiting.askedBy === view.viewer)
    return html`${told}<p class="govuk-body">Somebody else has to agree. It can’t be you.</p>`;
  const options = [
    { value: 'confirm', text: parts.agree },
    { value: 'refuse', text: parts.refuse },
  ];
  const fields: readonly RecordField[] = [
    { name: 'decision', kind: 'radios', label: 'What you found', options },
    { name: 'reason', kind: 'words', label: 'Why', hint: ONLY_AGAINST },
  ];
  return html`${told}${renderRecordForm({ ...base, action: `${action}/${waiting.id}`, fields, submit: 'Answer' })}`;
}
