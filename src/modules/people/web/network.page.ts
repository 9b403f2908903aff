import {
  button,
  checkboxes,
  type FormErrors,
  type Html,
  html,
  insetText,
  sayDay,
  table,
  textInput,
} from '../../../ui/index.ts';
import type { NetworkView } from '../queries/see-network.query.ts';
import { drawAround, sayNode } from './network-picture.page.ts';
import { titleOf } from './record.page.ts';
import { KIND_WORDS, recordHref } from './record-words.presenter.ts';

/** What was chosen, as typed. */
export interface NetworkValues {
  /** Records whose own surroundings are drawn: "person:ID". */
  readonly open: readonly string[];
  readonly institutions: boolean;
  readonly until: string;
}

/** The address of what was chosen. */
export function networkHref(view: NetworkView, values: NetworkValues, print = false): string {
  const query = new URLSearchParams(values.open.map((one) => ['open', one]));
  if (values.institutions) query.set('institutions', 'show');
  if (values.until !== '') query.set('until', values.until);
  const text = query.toString();
  return `${recordHref(view.found.record, print ? 'network/print' : 'network')}${text ? `?${text}` : ''}`;
}

const WHOM_TO_ASK =
  'Something is on record here that you may not open. Ask the front door, who can say whether you need it.';

/** One record of the picture: what it is, what ties it to whom, and what can be done about it. */
function renderRow(view: NetworkView, values: NetworkValues, id: string, links: boolean) {
  const one = view.people.get(id);
  const { words } = sayNode(view, id);
  const own = view.around.lines.filter(({ from, to }) => from === id || to === id);
  const ties = own.map((line) => {
    const other = sayNode(view, line.from === id ? line.to : line.from).words;
    const told = line.ties.flatMap(({ concern, at }) => {
      const reference = view.references.get(concern ?? '');
      return reference
        ? [html`<a class="govuk-link" href="/concerns/${concern ?? ''}">${reference}</a>, ${sayDay(at)}`]
        : [];
    });
    const related = line.ties.flatMap(({ relationship, from }) =>
      relationship
        ? [
            html`<li>${other}: ${from === id ? relationship.inverse : relationship.words} them<span class="heed-cite">${relationship.source}</span></li>`,
          ]
        : [],
    );
    const named =
      told.length > 0
        ? html`<li>Named with ${other} in ${told.map((one, n) => html`${n > 0 ? '; ' : ''}${one}`)}</li>`
        : '';
    return html`${related}${named}`;
  });
  const token = one ? `${one.record.kind}:${one.record.id}` : '';
  const canOpen = links && one?.mayOpen;
  const expand =
    canOpen && !view.opened.has(id)
      ? html`<br><a class="govuk-link govuk-!-font-weight-regular" href="${networkHref(view, { ...values, open: [...values.open, token] })}">Draw who and what is around ${one?.record.kind === 'thing' ? 'it' : 'them'} too<span class="govuk-visually-hidden">: ${words}</span></a>`
      : '';
  const fold =
    canOpen && values.open.includes(token)
      ? html`<br><a class="govuk-link govuk-!-font-weight-regular" href="${networkHref(view, { ...values, open: values.open.filter((other) => other !== token) })}">Fold it away again<span class="govuk-visually-hidden">: ${words}</span></a>`
      : '';
  const name =
    canOpen && one
      ? html`<a class="govuk-link" href="${recordHref(one.record)}">${words}</a>`
      : html`${words}`;
  const closed = one?.mayOpen === false || !one ? html`<br>${WHOM_TO_ASK}` : '';
  return [
    {
      text: html`<span id="around-${id}"></span>${name}<span class="heed-cite">${one ? KIND_WORDS[one.kind] : ''}</span>${closed}${expand}${fold}`,
    },
    { text: html`<ul class="govuk-list govuk-!-margin-bottom-0">${ties}</ul>` },
  ];
}

/** The table and the picture: the same on the screen and in print. */
export function renderAround(view: NetworkView, values: NetworkValues, links: boolean): Html {
  const { nodes, left } = view.around;
  const more = view.more
    ? insetText({
        text: 'There is more here that you can’t see. Ask your manager, or the front door, if you need it.',
      })
    : '';
  if (nodes.length < 2)
    return html`${more}<p class="govuk-body">Nobody and nothing else on record is named in the same concerns, as far as you can see. Put on record who and what those name, and it is drawn from that.</p>`;
  const cut =
    left > 0 ? html`<p class="govuk-body">${left} more are not drawn: those tied least often.</p>` : '';
  return html`${more}<p class="govuk-body">This says who and what was named together, and by which concern. It does not say that anybody has done anything.</p>
${drawAround(view)}${cut}
${table({
  caption: 'The same, in reading order: nearest first',
  captionClasses: 'govuk-table__caption--m',
  classes: 'heed-stack',
  firstCellIsHeader: true,
  head: [{ text: 'Who or what' }, { text: 'Named or related' }],
  rows: nodes.map(({ id }) => renderRow(view, values, id, links)),
})}`;
}

/** The page of who and what is around a record. */
export function renderNetwork(view: NetworkView, values: NetworkValues, errors: FormErrors): Html {
  const chosen = values.institutions || values.until !== '' || errors.summary.length > 0;
  const hidden = values.open.map((one) => html`<input type="hidden" name="open" value="${one}">`);
  const form = html`<form method="get" action="${recordHref(view.found.record, 'network')}" novalidate>${hidden}
${checkboxes({ idPrefix: 'institutions', name: 'institutions', classes: 'govuk-checkboxes--small', values: values.institutions ? ['show'] : [], items: [{ value: 'show', text: 'Show schools, hospitals, homes and other institutions' }] })}
${textInput({ id: 'until', name: 'until', label: { text: 'Only what was told until', classes: 'govuk-label--s' }, hint: { text: 'For example, 3 May 2026' }, classes: 'govuk-input--width-10', value: values.until, ...(errors.byField.until ? { errorMessage: errors.byField.until } : {}) })}
${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Who and what is around</span> ${titleOf(view)}</h1>
<p class="govuk-body"><a class="govuk-link" href="${networkHref(view, values, true)}">Print this</a></p>
<details class="govuk-details"${chosen ? html` open` : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Choose what is drawn</span></summary><div class="govuk-details__text">${form}</div></details>
${renderAround(view, values, true)}`;
}
