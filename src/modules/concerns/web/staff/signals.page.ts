import { SIGNAL_RULES, type SignalRule } from '../../../../kernel/signal-rules.ts';
import { type Html, html, sayDay, table } from '../../../../ui/index.ts';
import type { DescribedSignal } from '../../queries/describe-signals.query.ts';

const HIDDEN = 'Named in a record that you may not open. Ask the front door.';

const many = (n: number | undefined, one: string, more = `${one}s`) => `${n ?? 0} ${n === 1 ? one : more}`;
const tellers = (n: number | undefined) => many(n, 'agency or kind of people', 'agencies or kinds of people');

type Say = (counts: DescribedSignal['counts']) => string;

/** What each rule found, in one sentence. It says what was told, of whom it was told, and what it is laid beside. */
const SENTENCES: Readonly<Partial<Record<SignalRule, Say>>> = {
  'co-missing': ({ children, homes, nights, sources }) =>
    `${many(children, 'child', 'children')} of ${many(homes, 'home')} were missing on the same ${many(nights, 'night')}, by ${tellers(sources)}. So many shared nights are not likely by chance.`,
  'place-rise': ({ homes, children, most, sources }) =>
    `In four weeks this place was named for ${many(children, 'child', 'children')} of ${many(homes, 'home')}, by ${tellers(sources)}. ${most === 0 ? 'Before that it was not named at all.' : `In no four weeks before was it named for more than ${many(most, 'home')}.`}`,
  'adult-in-care': ({ concerns, lookedAfter, sources }) =>
    `This adult was named in ${many(concerns, 'concern')} beside ${many(lookedAfter, 'child', 'children')} looked after by the local authority, by ${tellers(sources)}. Nobody has called them family, carer or professional.`,
  'vehicle-outside': ({ sites, concerns, sources }) =>
    `This vehicle was named with ${many(sites, 'children’s home, school or other institution', 'children’s homes, schools or other institutions')} in ${many(concerns, 'concern')}, by ${tellers(sources)}.`,
};

/** What a rule found, in words. */
export function saySignal({ rule, counts }: Pick<DescribedSignal, 'rule' | 'counts'>): string {
  return SENTENCES[rule]?.(counts) ?? SIGNAL_RULES[rule].looksFor;
}

function renderOne(signal: DescribedSignal, index: number): Html {
  const id = `signal-${index + 1}`;
  const rows = signal.lines.map((line) => [
    { text: html`<strong>${line.named ?? HIDDEN}</strong>` },
    {
      text: line.reference
        ? html`<a class="govuk-link" href="/concerns/${line.concern}">${line.reference}</a>, ${sayDay(line.at)}`
        : html`A record, ${sayDay(line.at)}`,
    },
  ]);
  return html`<section aria-labelledby="${id}"><h2 class="govuk-heading-m" id="${id}">What Heed points out: ${SIGNAL_RULES[signal.rule].name}</h2>
<p class="govuk-body">${saySignal(signal)} This says what was told, and by whom. It does not say that anybody named has done anything.</p>
<p class="govuk-body-s">The rule: ${SIGNAL_RULES[signal.rule].looksFor} <a class="govuk-link" href="/oversight/rules">How often it was right</a>.</p>
${table({
  caption: 'Each time it was told',
  captionClasses: 'govuk-table__caption--s',
  classes: 'heed-stack',
  firstCellIsHeader: true,
  head: [{ text: 'Who or what was named' }, { text: 'Told in' }],
  rows,
})}</section>`;
}

/** What rules pointed out, each in words and with every source. */
export function renderSignals(signals: readonly DescribedSignal[]): Html {
  return html`${signals.map(renderOne)}`;
}
