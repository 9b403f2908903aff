/** What is written: with the discloser, and among those who received it. Source: 70-disclosures.md 9.6, 9.9. */
import { toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import type { ItemAct, ItemPlace, Lane } from '../../src/modules/disclosures/domain/thread.ts';
import { sealItem, sealNote } from '../../src/modules/disclosures/sealing/seal-item.ts';
import { TooLong } from '../../src/modules/disclosures/sealing/seal-report.ts';
import type {
  PresentedItem,
  PresentedItems,
} from '../../src/modules/disclosures/web/recipients/present-disclosures.presenter.ts';
import { NotDone, post, read } from './ask-server.ts';
import { announcer, button, el, field, heading, hint, paragraph, said, sayDay } from './dom.ts';
import { nameOf, type OnReport, type Thread } from './on-report.ts';
import { NO_NOTES, type OpenedItem, type OpenedLane, openLane } from './open.ts';
import { bytesOf } from './sign-in.ts';
import { ACT_WORDS, FAULTS, TEMPLATES } from './words.ts';

async function loadLane({ on, whole }: Thread, lane: Lane): Promise<OpenedLane> {
  const first = lane === 'thread' ? { seq: 1, previous: whole.firstHash } : NO_NOTES;
  const sent: PresentedItem[] = [];
  for (;;) {
    const from = (sent[sent.length - 1]?.seq ?? first.seq - 1) + 1;
    const page = await read<PresentedItems>(
      `/recipients/api/reports/${on.seen.report.id}/items?lane=${lane}&from=${from}`,
    );
    sent.push(...page.items);
    if (!page.more || page.items.length === 0) break;
  }
  return openLane(on.own, whole.bound, whole.bodyKey, sent, first);
}

/** Who may read a note: all who have not stepped back and whose keys are known. */
function noteReaders({ own, seen }: OnReport) {
  return seen.readers.flatMap(({ keyId: name, standing }) => {
    if (name === own.name) return { keyId: own.opener.keyId, seal: own.opener.open, name };
    const person = own.people.find(name);
    return standing === 'recused' || !person ? [] : { keyId: bytesOf(name), seal: person.seal, name };
  });
}

/** Seals, signs and sends what was written. */
export async function send(
  { on, whole }: Thread,
  lane: Lane,
  act: ItemAct,
  text: string,
  next: OpenedLane['next'],
): Promise<void> {
  const { own, seen } = on;
  const place: ItemPlace = {
    report: whole.bound.report,
    epoch: whole.bound.epoch,
    lane,
    seq: next.seq,
    role: 'recipient',
    act,
    keyId: own.opener.keyId,
    previous: next.previous,
  };
  const content = { text, happened: null, kinds: [] };
  const item =
    lane === 'notes'
      ? await sealNote(noteReaders(on), place, content, own.sign)
      : { ...(await sealItem(whole.bodyKey, place, content, own.sign)), envelopes: [] };
  await post(`/recipients/api/reports/${seen.report.id}/items`, {
    lane,
    seq: place.seq,
    act,
    previous: toBase64url(place.previous),
    sealed: toBase64url(item.sealed),
    signature: toBase64url(item.signature),
    envelopes: item.envelopes.map(({ keyId, envelope }) => ({
      keyId: toBase64url(keyId),
      envelope: toBase64url(envelope),
    })),
  });
}

/** Sends at the end of the lane as it is now. */
export async function sendNext(thread: Thread, lane: Lane, act: ItemAct, text: string): Promise<void> {
  await send(thread, lane, act, text, (await loadLane(thread, lane)).next);
}

const TRUST: Readonly<Record<OpenedItem['trust'], string>> = {
  signed: 'signature checked',
  unknown: 'the signature can’t be checked: the writer is in no list that the guardians signed',
  moved: 'not in the place it was written for: something before it is missing or was moved',
  forged: 'not signed by whoever it says',
};

function itemView({ on }: Thread, { item, trust, content }: OpenedItem): HTMLElement {
  const mine = item.keyId === on.own.name;
  const who = item.role === 'reporter' ? 'Whoever told this' : mine ? 'You' : nameOf(on.own, item.keyId);
  const isShown = trust === 'signed' || trust === 'unknown';
  const body = !isShown
    ? paragraph(`This can’t be shown: it is ${TRUST[trust]}. Tell the other recipients.`)
    : content.ok
      ? el(
          'div',
          '',
          content.value.happened !== null && paragraph(`Happened on ${sayDay(content.value.happened)}`),
          said(content.value.text),
        )
      : paragraph(FAULTS[content.fault]);
  return el(
    'li',
    mine ? 'heed-message heed-message--mine' : 'heed-message',
    el(
      'p',
      'govuk-body govuk-!-margin-bottom-1',
      el('strong', '', ACT_WORDS[item.act] ?? item.act),
      `, ${who}, ${sayDay(item.day)}`,
    ),
    body,
    isShown && el('p', 'govuk-hint', TRUST[trust]),
  );
}

const SUBJECTS: readonly {
  readonly act: ItemAct & keyof typeof TEMPLATES;
  readonly text: string;
  readonly said: string;
}[] = [
  { act: 'acknowledge', text: 'Acknowledge it', said: 'Say that it was received' },
  { act: 'message', text: 'Write or ask something', said: 'Your message' },
  { act: 'feedback', text: 'Say what was done', said: 'What was done about it' },
  { act: 'check-in', text: 'Ask how things are at work', said: 'Your question' },
  { act: 'close', text: 'Close it', said: 'Why it is closed, for whoever told it' },
];

function readersHint(on: OnReport): string {
  return `Can be read by: ${noteReaders(on)
    .map(({ name }) => nameOf(on.own, name))
    .join('; ')}. Whoever told it can’t read notes.`;
}

/** A box to write in; `done` once it was sent. */
function writeView(
  thread: Thread,
  lane: Lane,
  act: ItemAct,
  label: string,
  text: string,
  close: () => void,
): HTMLElement {
  const { on } = thread;
  const box = field(label, {
    rows: 8,
    value: text,
    hint:
      lane === 'notes'
        ? readersHint(on)
        : 'Whoever told this reads it with their receipt. So does everybody who may read the disclosure. Name nobody who does not need to be named.',
  });
  box.input.defaultValue = text;
  on.page.watch(box.input);
  const alert = announcer();
  // These have gaps for what only they can say.
  const mustChange = act === 'feedback' || act === 'close';
  const press = async () => {
    const written = box.input.value.trim();
    box.fault(written === '' ? 'Write something first' : '');
    if (written === '') return;
    if (mustChange && written === text.trim()) {
      box.fault('Fill in what you were given to begin with');
      return;
    }
    try {
      await sendNext(thread, lane, act, written);
    } catch (error) {
      if (error instanceof TooLong)
        box.fault('This is too long to be sent at once: at most about 65,000 letters. Send it in two.');
      else if (error instanceof NotDone && error.code === 'disclosures.written-meanwhile')
        alert.say('Somebody wrote at the same moment. Press Send again: yours goes after theirs.');
      else alert.say(error instanceof Error ? error.message : String(error));
      return;
    }
    box.input.value = '';
    await on.again(lane);
  };
  return el(
    'div',
    'heed-write',
    box.box,
    alert.box,
    el('div', 'heed-actions', button('Send', press), button('Don’t send', close, 'secondary')),
  );
}

/** A lane as it stands, with what can be written in it. */
export async function threadView(thread: Thread, lane: Lane): Promise<HTMLElement> {
  const { items } = await loadLane(thread, lane);
  const { report } = thread.on.seen;
  const writing = el('div', '');
  const begin = (act: ItemAct, label: string, text: string) => () => {
    const close = () => writing.replaceChildren();
    writing.replaceChildren(writeView(thread, lane, act, label, text, close));
    writing.querySelector('textarea')?.focus();
  };
  const isNotes = lane === 'notes';
  const offered = SUBJECTS.filter(
    ({ act }) =>
      !(act === 'acknowledge' && report.acknowledged !== null) &&
      !(act === 'close' && report.closed !== null),
  );
  const buttons = isNotes
    ? [button('Write a note', begin('note', 'Your note', ''), 'secondary')]
    : offered.map(({ act, text, said: label }, at) =>
        button(text, begin(act, label, TEMPLATES[act]), at === 0 ? '' : 'secondary'),
      );
  return el(
    'section',
    { id: `lane-${lane}` },
    heading('h2', isNotes ? 'Notes among those who received it' : 'Written with whoever told it'),
    items.length === 0
      ? paragraph(isNotes ? 'No notes yet.' : 'Nothing was written yet.')
      : el('ul', 'govuk-list', ...items.map((item) => itemView(thread, item))),
    report.withdrawn !== null &&
      !isNotes &&
      hint('Whoever told this took it back. They may still come and read.'),
    el('div', 'heed-actions', ...buttons),
    writing,
  );
}
