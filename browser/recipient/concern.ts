/**
 * From a disclosure to a concern about a child, without giving away who spoke: nothing is sent by itself, and nothing is filled in.
 * Source: 70-disclosures.md 9.1 (recipients must act when a child is at risk), 9.17.
 */
import { announcer, button, el, field, heading, inset, list, paragraph } from './dom.ts';
import type { Thread } from './on-report.ts';
import { sendNext } from './thread.ts';

const LEAVE_OUT = [
  'Who told it, and anything that only they could have seen, heard or written.',
  'Their very words: say it in your own.',
  'Their team, shift, case list or room.',
  'The days and times at which only a few were there, unless a child’s safety hangs on them.',
  'That there was a disclosure at all, and files that came with it.',
] as const;

const CHECKS = [
  'Somebody who knows the team could not tell from it who spoke.',
  'It says what a child needs now.',
  'I asked whoever told it, where there is time, what must not be said.',
] as const;

/** The passages of what was told, to choose from. */
function passagesOf({ whole }: Thread): readonly string[] {
  return whole.body.answers
    .flatMap(({ answer }) => answer.split(/\n\s*\n/))
    .map((passage) => passage.trim())
    .filter((passage) => passage !== '');
}

function chooser(thread: Thread): HTMLElement {
  const draft = field('Your own words for the concern', {
    rows: 8,
    hint: 'Chosen passages are put here to be changed. This stays in this page: copy it when it is ready.',
  });
  thread.on.page.watch(draft.input);
  const alert = announcer();
  const rows = passagesOf(thread).map((passage) => {
    const add = button(
      'Put this below',
      () => {
        draft.input.value = draft.input.value === '' ? passage : `${draft.input.value}\n\n${passage}`;
      },
      'secondary',
    );
    return el('li', '', el('div', 'heed-said govuk-body', passage), add);
  });
  const copy = button(
    'Copy',
    async () => {
      await navigator.clipboard.writeText(draft.input.value).then(
        () => {
          draft.input.defaultValue = draft.input.value;
          alert.say('Copied. Clear the clipboard when the concern is raised: copy something else.', false);
        },
        () => {
          draft.input.select();
          alert.say(
            'This browser does not let the page copy. The text is marked: copy it with the keyboard.',
            false,
          );
        },
      );
    },
    'secondary',
  );
  return el(
    'div',
    '',
    el(
      'details',
      'govuk-details',
      el(
        'summary',
        'govuk-details__summary',
        el('span', 'govuk-details__summary-text', 'Passages of the disclosure'),
      ),
      el('div', 'govuk-details__text', el('ul', 'govuk-list', ...rows)),
    ),
    draft.box,
    alert.box,
    copy,
  );
}

function referenceForm(thread: Thread, done: () => void): HTMLElement {
  const reference = field('Reference of the concern', {
    hint: 'It is shown when the concern is sent, such as HD-7K2M-94.',
  });
  const alert = announcer();
  const keep = async () => {
    const text = reference.input.value.trim();
    reference.fault(/^[\w-]{4,40}$/.test(text) ? '' : 'Type the reference: letters, digits and hyphens');
    if (!/^[\w-]{4,40}$/.test(text)) return;
    try {
      await sendNext(thread, 'notes', 'note', `A concern was raised from this: ${text}`);
      done();
    } catch (error) {
      alert.say(error instanceof Error ? error.message : String(error));
    }
  };
  return el('div', '', reference.box, alert.box, button('Keep the reference as a note', keep));
}

/** The page that helps to raise a concern. `done`: back to the disclosure. */
export function concernView(thread: Thread, done: () => void): HTMLElement {
  const back = el('button', { type: 'button', class: 'heed-linkbutton' }, 'Back to the disclosure');
  back.addEventListener('click', done);
  const form = el(
    'a',
    { class: 'govuk-button', href: '/tell/who', target: '_blank', rel: 'noopener noreferrer' },
    'Open the form in a new tab',
  );
  return el(
    'div',
    '',
    el('nav', { 'aria-label': 'Back' }, back),
    heading('h1', 'Raise a concern about a child'),
    paragraph(
      'Where a child may be at risk, you have to pass that on, to the people who can keep the child safe. Nothing is sent from this page: you write the concern yourself, in the form that everybody uses.',
    ),
    inset('A concern is read by many more people than this. What is in it can show who spoke.'),
    heading('h2', 'What to leave out'),
    list(LEAVE_OUT),
    heading('h2', 'What to say'),
    chooser(thread),
    heading('h2', 'Before you send it'),
    list(CHECKS),
    form,
    heading('h2', 'After you sent it'),
    referenceForm(thread, done),
  );
}
