/**
 * What has happened at work since: told to others than those who read the disclosure, in a thread of its own whose link to the first
 * exists only here and in what is sealed. Source: 70-disclosures.md 9.10.
 */
import { readBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import { DETRIMENTS } from '../../src/modules/disclosures/domain/law/detriments.ts';
import { routeReprisal } from '../../src/modules/disclosures/domain/route-disclosure.ts';
import { encodeReport, idFrom } from '../../src/modules/disclosures/domain/sealed-report.ts';
import { listAddressees } from '../../src/modules/disclosures/sealing/list-addressees.ts';
import type { OpenThread } from '../../src/modules/disclosures/sealing/open-thread.ts';
import { makeReportKeys, sealReport } from '../../src/modules/disclosures/sealing/seal-report.ts';
import { randomBytes } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import { OTHER } from '../../src/modules/disclosures/web/public/read-typed.form.ts';
import { FOLLOW_EN as t } from '../../src/modules/disclosures/web/public/texts/en-follow.ts';
import { WHERE_EN } from '../../src/modules/disclosures/web/public/texts/en-where.ts';
import { randomBelow } from './chance.ts';
import { saveText, writeDiary } from './diary.ts';
import { bullets, button, el, fill, h2, inset, p, showFaults } from './dom.ts';
import { writeItem } from './fetch-threads.ts';
import { type Following, once, showItem, writePart, writingBox } from './follow.ts';
import { fillChoices, type Place, readPlace } from './form.ts';
import { today } from './roster.ts';
import { NotSent, send } from './send.ts';

const NAMES: ReadonlyMap<string, string> = new Map(DETRIMENTS.map(({ id, title }) => [id, title]));

const CHECK_INS = [365, 180, 90, 30] as const;

/** Days from one day to another. */
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

function link(href: string, text: string): HTMLElement {
  return p(el('a', { class: 'govuk-link', href, target: '_blank', rel: 'noopener noreferrer' }, text));
}

/** Opens the second thread: sealed to protection leads who did not receive the first, else to bodies outside. */
async function begin(on: Following, first: OpenThread, { marks, named }: Place): Promise<void> {
  const { roster, held, statementKey } = on;
  if (!roster) throw new NotSent('offline');
  const before = first.thread.standing.readers
    .filter(({ role }) => role !== 'escalation')
    .map(({ keyId }) => keyId);
  const route = routeReprisal(roster, marks, before, today(), randomBelow);
  if (route.kind === 'nobody') throw new NotSent('refused', t.faults.nobody);
  const sealed = await sealReport({
    policy: 'reprisal',
    report: idFrom(randomBytes(16)),
    roster: { version: roster.version, hash: readBase64url(roster.hash) ?? new Uint8Array() },
    receipt: held.second,
    keys: makeReportKeys(),
    header: { ...named, about: [], category: 'reprisal', danger: false, test: false },
    body: { answers: [], files: [] },
    files: [],
    readers: listAddressees(route),
  });
  await send(
    { secret: held.secret, bytes: encodeReport(sealed) },
    readBase64url(statementKey) ?? new Uint8Array(),
  );
}

/** Where they work, asked again: nothing of it was kept that this page could read. */
function startForm(on: Following, first: OpenThread): HTMLElement {
  const { roster } = on;
  if (!roster) return inset(fill(t.faults.roster, { why: '' }));
  const field = (name: string, label: string, control: HTMLElement) => {
    control.id = `start-${name}`;
    control.setAttribute('name', name);
    return el(
      'div',
      { class: 'govuk-form-group' },
      el('label', { class: 'govuk-label', for: control.id }, label),
      control,
    );
  };
  const choice = () => el('select', { class: 'govuk-select' });
  const line = el('input', { class: 'govuk-input', autocomplete: 'off' });
  const form = el(
    'form',
    { id: 'reprisal-start', autocomplete: 'off' },
    field('employer', WHERE_EN.employer, choice()),
    el('div', { 'data-when': OTHER }, field('organisation', WHERE_EN.organisationName, line)),
    el('div', { 'data-when': 'listed' }, field('unit', WHERE_EN.unit, choice())),
    el('div', { class: 'govuk-form-group', 'data-people': '' }),
  );
  fillChoices(form, roster, WHERE_EN);
  form.addEventListener('submit', (event) => event.preventDefault());
  const start = once('employer', async () => {
    const chosen = form.elements.namedItem('employer') as HTMLSelectElement;
    if (chosen.value === '') {
      showFaults(t.error, [{ field: 'employer', text: WHERE_EN.employerMissing }]);
      return;
    }
    await begin(on, first, readPlace(form, roster));
    await on.again();
  });
  form.append(button(t.reprisalStart, start, true));
  return form;
}

function kindBoxes(): HTMLElement {
  const boxes = DETRIMENTS.map(({ id, title }) =>
    el(
      'div',
      { class: 'govuk-checkboxes__item' },
      el('input', {
        class: 'govuk-checkboxes__input',
        type: 'checkbox',
        name: 'kind',
        value: id,
        id: `kind-${id}`,
      }),
      el('label', { class: 'govuk-label govuk-checkboxes__label', for: `kind-${id}` }, title),
    ),
  );
  const legend = el('legend', { class: 'govuk-fieldset__legend govuk-fieldset__legend--s' }, t.kinds);
  const list = el('div', { class: 'govuk-checkboxes govuk-checkboxes--small' }, ...boxes);
  return el('div', { class: 'govuk-form-group' }, el('fieldset', { class: 'govuk-fieldset' }, legend, list));
}

function entryForm(on: Following, second: OpenThread): HTMLElement {
  const day = el('input', {
    class: 'govuk-input govuk-input--width-10',
    id: 'happened',
    name: 'happened',
    type: 'date',
    max: today(),
  });
  const dayGroup = el(
    'div',
    { class: 'govuk-form-group' },
    el('label', { class: 'govuk-label govuk-label--s', for: 'happened' }, t.happened),
    day,
  );
  const { group, box } = writingBox('what-happened', t.what);
  const kinds = kindBoxes();
  const write = once(box.id, async () => {
    if (box.value.trim() === '') {
      showFaults(t.error, [{ field: box.id, text: t.faults.empty }]);
      return;
    }
    const chosen = [...kinds.querySelectorAll<HTMLInputElement>(':checked')].map(({ value }) => value);
    const content = {
      text: box.value,
      happened: day.value === '' ? null : day.value,
      kinds: chosen.slice(0, 20),
    };
    await writeItem(
      second,
      on.held.second,
      'message',
      content,
      readBase64url(on.statementKey) ?? new Uint8Array(),
    );
    box.value = '';
    await on.again(t.sent);
  });
  return el('div', {}, dayGroup, kinds, group, button(t.send, write));
}

function diary(on: Following, first: OpenThread, second: OpenThread): readonly Node[] {
  const save = () => saveText('diary.txt', writeDiary(first, second, on.statementKey, NAMES));
  const kindsOf = (kinds: readonly string[]) => bullets(kinds.map((kind) => NAMES.get(kind) ?? kind));
  const entries = second.items.flatMap((shown) => {
    const kinds = shown.content?.kinds ?? [];
    return kinds.length > 0 ? [showItem(shown), kindsOf(kinds)] : [showItem(shown)];
  });
  return [
    el('h3', { class: 'govuk-heading-s' }, t.diary),
    ...entries,
    ...(second.whole ? [] : [inset(t.missing)]),
    p(t.diaryWarning),
    button(t.saveDiary, save, true),
  ];
}

/** The part of the page about what has changed at work. */
export function showReprisals(on: Following, first: OpenThread, second: OpenThread | null): HTMLElement {
  const passed = CHECK_INS.find((after) => daysBetween(first.thread.day, today()) >= after);
  const readers = second?.thread.standing.readers.flatMap(({ keyId }) => {
    const one = on.everybody.get(keyId);
    return one ? [`${one.name}, ${one.post}`] : [];
  });
  return el(
    'section',
    {},
    h2(t.reprisalHeading),
    passed ? inset(fill(t.checkIn, { n: passed })) : null,
    p(t.reprisalLead),
    link('/speak-up/law', t.law),
    link('/speak-up/outside', t.outside),
    ...(second
      ? [
          p(`${t.reprisalTo}:`),
          bullets(readers ?? []),
          ...diary(on, first, second),
          entryForm(on, second),
          writePart(on, second, true),
        ]
      : [startForm(on, first)]),
  );
}
