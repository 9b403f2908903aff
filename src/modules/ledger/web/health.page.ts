import { LONDON } from '../../../kernel/clock.ts';
import {
  type Html,
  html,
  insetText,
  sayDateTime,
  sayDay,
  summaryList,
  tag,
  warningText,
} from '../../../ui/index.ts';
import { isCheckLate } from '../domain/check-delay.ts';
import { sayFault } from '../domain/log-faults.ts';
import { saySuccession } from '../domain/succession.ts';
import type { CheckKind, FoundFault } from '../ports.ts';
import type { LedgerHealth } from '../queries/see-health.query.ts';

const NUMBER = new Intl.NumberFormat('en-GB');

function sayAge(at: Temporal.Instant, now: Temporal.Instant): string {
  const seconds = Math.max(0, Math.round((now.epochMilliseconds - at.epochMilliseconds) / 1000));
  const units: readonly [number, string][] = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ];
  const [length, unit] = units.find(([one]) => seconds >= one * 2) ?? [1, 'second'];
  const count = Math.floor(seconds / length);
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

const when = (at: Temporal.Instant, now: Temporal.Instant) => `${sayDateTime(at)} (${sayAge(at, now)})`;

function sayEntries(count: number): string {
  return `${NUMBER.format(count)} ${count === 1 ? 'entry' : 'entries'}`;
}

function sayCheck({ checks, now }: LedgerHealth, kind: CheckKind): Html {
  const { beganAt, endedAt, size, progress } = checks[kind];
  const late = isCheckLate(kind, endedAt ?? beganAt, now) && tag({ text: 'Late', classes: 'govuk-tag--red' });
  if (!endedAt) return html`It has not ended yet. ${late}`;
  const inHand = progress !== null && ' Another one is going on.';
  return html`${when(endedAt, now)}, over ${sayEntries(size ?? 0)}.${inHand} ${late}`;
}

function sayCheckpoint({ checkpoint, now }: LedgerHealth): string {
  return checkpoint
    ? `For ${sayEntries(checkpoint.size)}, signed ${when(checkpoint.at, now)}`
    : 'None yet: nothing has been entered.';
}

function sayWitnesses({ witnesses, now }: LedgerHealth): Html {
  const { by, quorum, witnessed } = witnesses;
  if (by.length === 0)
    return html`Not yet witnessed: no other organisation cosigns this ledger. Whoever held its key and its machines could write it anew.`;
  const enough =
    witnessed === null
      ? `Not yet witnessed: ${quorum} of ${by.length} must cosign.`
      : `Witnessed up to ${sayEntries(witnessed)}: ${quorum} of ${by.length} must cosign.`;
  return html`<p class="govuk-body">${enough}</p>
    <ul class="govuk-list">${by.map(({ witness, size, at }) => html`<li>${witness}: ${size === null || at === null ? 'nothing yet' : `${sayEntries(size)}, ${when(at, now)}`}</li>`)}</ul>`;
}

function sayFound(fault: FoundFault): Html {
  const ids = fault.ids && fault.ids.length > 0 ? ` (${fault.ids.join(', ')})` : '';
  const log = fault.log === undefined ? '' : `In the log ${fault.log}: `;
  return html`<li>${log}${sayFault(fault)}${ids} <code>${fault.kind}</code></li>`;
}

/** What was found and not found mended, by both checks, each once. */
function listFaults({ checks }: LedgerHealth): readonly FoundFault[] {
  const all = [...checks['newest-day'].faults, ...checks.everything.faults];
  return [...new Map(all.map((fault) => [`${fault.kind} ${fault.first} ${fault.log}`, fault])).values()];
}

function renderState(health: LedgerHealth): Html {
  const faults = listFaults(health);
  if (faults.length > 0)
    return html`${warningText({ text: 'The ledger is not what it was. The scrutineer has been told. Nobody can put this away: it goes when a check of everything finds everything sound.' })}
<ul class="govuk-list govuk-list--bullet">${faults.map(sayFound)}</ul>`;
  const checked = health.checks.everything.endedAt !== null;
  return insetText({
    text: checked
      ? 'The last checks found everything sound.'
      : 'Nothing wrong has been found. Everything has not been checked yet.',
  });
}

/** What nobody can take away again: each time that a new log was opened, and what was lost. */
function renderLater({ later, isHeld }: LedgerHealth): Html {
  const held =
    isHeld &&
    warningText({
      text: 'Nothing is signed: a witness, or what was published, knows a larger or another ledger than this one. What is entered is kept, and waits for its number.',
    });
  const told = later.map((one, i) =>
    one === null
      ? html`<li>How log ${i + 2} follows the one before was changed, and can’t be read.</li>`
      : html`<li>${saySuccession(one).join(' ')} <a class="govuk-link" href="/ledger/logs/${one.log - 1}/checkpoint">Its last checkpoint here</a>, <a class="govuk-link" href="/ledger/logs/${one.log - 1}/key">its key</a>.</li>`,
  );
  return html`${held}${
    told.length > 0 &&
    html`<h2 class="govuk-heading-m">Logs before this one</h2>
<ul class="govuk-list govuk-list--bullet">${told}</ul>`
  }`;
}

/** Each day of the log of sealed disclosures has one entry here, which does not say whether anything was in it. */
function sayClosedDay({ closedDay }: LedgerHealth): string | null {
  if (closedDay === null) return null;
  const day = sayDay(Temporal.PlainDate.from(closedDay).toZonedDateTime(LONDON).toInstant());
  return `Closed up to ${day}: one entry for each day, quiet or busy.`;
}

/** How the ledger is, and how to see that for oneself. */
export function renderHealth(health: LedgerHealth): Html {
  const row = (key: string, text: Html | string) => ({ key: { text: key }, value: { text } });
  const closed = sayClosedDay(health);
  return html`<h1 class="govuk-heading-l">The ledger’s health</h1>
<p class="govuk-body">Everything that is done in Heed is entered in one log that is only added to. Heed checks that log against itself all the time: each minute what was entered in the last day, each hour everything.</p>
${renderState(health)}
${renderLater(health)}
${summaryList({
  rows: [
    row('Entries', NUMBER.format(health.size)),
    row('Name of the log', health.origin),
    row('Newest checkpoint', sayCheckpoint(health)),
    row('Cosigned by', sayWitnesses(health)),
    row('Last day last checked', sayCheck(health, 'newest-day')),
    row('Everything last checked', sayCheck(health, 'everything')),
    ...(closed === null ? [] : [row('Log of sealed disclosures', closed)]),
  ],
})}
<h2 class="govuk-heading-m">Check for yourself</h2>
<p class="govuk-body">You need not believe this page. A checkpoint is a short text that fixes every entry before it. Keep one now; a later log that does not begin with the same entries was written anew.</p>
<ol class="govuk-list govuk-list--number">
<li><a class="govuk-link" href="/ledger/key">The key of this log</a>: keep it where this organisation can’t change it.</li>
<li><a class="govuk-link" href="/ledger/checkpoint">The newest checkpoint</a>: keep it too, with today’s date.</li>
<li>Any program that reads <code>tlog-tiles</code> can fetch the log from <code>/ledger/</code> and hold it against both.</li>
</ol>`;
}
