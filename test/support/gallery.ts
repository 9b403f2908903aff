/** Every component of `ui/` in each of its states, on pages of the public and the staff layout, for axe and the eye. */
import {
  type AssetNames,
  backLink,
  badge,
  banner,
  breadcrumbs,
  button,
  characterCount,
  checkboxes,
  dateInput,
  details,
  exitThisPage,
  fileUpload,
  filter,
  type Html,
  html,
  insetText,
  notificationBanner,
  pagination,
  panel,
  passwordInput,
  phaseBanner,
  publicPage,
  radios,
  select,
  sideNavigation,
  staffPage,
  summaryList,
  table,
  tabs,
  tag,
  textarea,
  textInput,
  timeline,
  warningText,
} from '../../src/ui/index.ts';

const WRONG = { text: 'Say something here, even if you are not sure' };
const HINT = { text: 'As little as you know will do.' };

function fields(state: 'empty' | 'full' | 'wrong'): Html {
  const shared = (name: string, text: string) => ({
    name: `${state}-${name}`,
    label: { text: `${text} (${state})` },
    hint: HINT,
    ...(state === 'wrong' ? { errorMessage: WRONG } : {}),
  });
  const legend = (name: string, text: string) => {
    const { label, ...rest } = shared(name, text);
    return { ...rest, fieldset: { legend: { text: label.text, classes: 'govuk-fieldset__legend--m' } } };
  };
  const full = state === 'full';
  const items = [
    { value: 'one', text: 'A neighbour', hint: { text: 'Or a friend' } },
    {
      value: 'two',
      text: 'Somebody else',
      conditional: textInput({ name: `${state}-else`, label: { text: 'Who?' } }),
    },
    { divider: 'or' },
    { value: 'none', text: 'I would rather not say', behaviour: 'exclusive' as const },
  ];
  return html`<form novalidate>
${textInput({ ...shared('text', 'Name'), value: full ? 'A name as long as names can be, and then some more of it, without end' : undefined, autocomplete: 'off' })}
${textInput({ ...shared('money', 'Cost'), prefix: { text: '£' }, suffix: { text: 'each' }, classes: 'govuk-input--width-5', inputmode: 'numeric' })}
${passwordInput(shared('password', 'Password'))}
${textarea({ ...shared('words', 'In your own words'), value: full ? 'One line\nand another' : undefined })}
${characterCount({ ...shared('count', 'Briefly'), maxlength: 200, value: full ? 'x'.repeat(230) : undefined })}
${radios({ ...legend('radios', 'Who are you?'), items, value: full ? 'two' : undefined })}
${radios({
  ...legend('inline', 'Yes or no?'),
  idPrefix: `${state}-inline-id`,
  classes: 'govuk-radios--inline',
  items: [
    { value: 'y', text: 'Yes' },
    { value: 'n', text: 'No' },
  ],
})}
${checkboxes({ ...legend('boxes', 'What have you seen?'), items, values: full ? ['one', 'two'] : undefined })}
${dateInput({ ...legend('date', 'When were they born?'), id: `${state}-date`, namePrefix: `${state}-date` })}
${select({
  ...shared('select', 'Which part of town?'),
  items: [
    { value: '', text: 'Choose' },
    { value: 'n', text: 'North', selected: full },
  ],
})}
${fileUpload(shared('file', 'A picture or a document'))}
${button({ text: 'Carry on' })}
</form>`;
}

function words(): Html {
  return html`
${breadcrumbs({ items: [{ text: 'Home', href: '/' }, { text: 'Here' }] })}
${backLink({ href: '/' })}
${phaseBanner({ tag: { text: 'Demo' }, text: 'Nobody here is real.' })}
<h1 class="govuk-heading-l">Everything there is</h1>
<p class="govuk-body">A paragraph with <a class="govuk-link" href="/">a link</a>.</p>
${details({ summaryText: 'What happens next', text: 'Somebody reads it.' })}
${details({ summaryText: 'Already open', text: 'These words are shown.', open: true })}
${insetText({ text: 'You can stop at any time.' })}
${warningText({ text: 'Never send a picture of an undressed child.' })}
${notificationBanner({ text: 'Two people are looking at this.' })}
${notificationBanner({ type: 'success', titleId: 'done', text: html`<p class="govuk-body">Sent.</p>` })}
${summaryList({
  card: { title: { text: 'What you told us' } },
  rows: [
    {
      key: { text: 'Where' },
      value: { text: 'By the bus station' },
      actions: { items: [{ href: '#', text: 'Change', visuallyHiddenText: 'where' }] },
    },
    {
      key: { text: 'When' },
      value: { text: 'averyverylongwordwithoutanybreaksinitthatwouldpushthepagewide.example.org' },
      actions: {
        items: [
          { href: '#', text: 'Change', visuallyHiddenText: 'when' },
          { href: '#', text: 'Remove', visuallyHiddenText: 'when' },
        ],
      },
    },
  ],
})}
<div class="heed-tablewrap" tabindex="0" role="region" aria-label="Counts">${table({ caption: 'Counts', captionClasses: 'govuk-table__caption--m', firstCellIsHeader: true, head: [{ text: 'Month' }, { text: 'Warnings', format: 'numeric' }], rows: [[{ text: 'May' }, { text: '5', format: 'numeric' }]] })}</div>
${['grey', 'green', 'turquoise', 'blue', 'purple', 'pink', 'red', 'orange', 'yellow'].map((colour) => html`${tag({ text: colour, classes: `govuk-tag--${colour}` })} `)}
${tabs({
  idPrefix: 'tab',
  items: [
    { label: 'Past', panel: { text: 'Before' } },
    { label: 'Future', panel: { text: 'After' } },
  ],
})}
${pagination({ items: [{ number: 1, href: '#', current: true }, { ellipsis: true }, { number: 9, href: '#' }], next: { href: '#' } })}
${pagination({ landmarkLabel: 'Concerns', previous: { href: '#', labelText: 'Monday' }, next: { href: '#', labelText: 'Wednesday' } })}
<p>${button({ text: 'Main' })} ${button({ text: 'Second', classes: 'govuk-button--secondary' })} ${button({ text: 'Careful', classes: 'govuk-button--warning' })} ${button({ text: 'Off', disabled: true })} ${button({ text: 'Start', href: '#', isStartButton: true })}</p>`;
}

function moj(): Html {
  return html`
${banner({ type: 'information', text: 'The clock of this demonstration was moved.' })}
${banner({ type: 'warning', text: 'Overdue.' })}
${banner({ type: 'success', text: 'Answered.' })}
<p>${(['purple', 'bright-purple', 'red', 'green', 'blue', 'black', 'grey'] as const).map((colour) => html`${badge({ text: colour, colour })} `)}</p>
${sideNavigation({
  label: 'Parts of this concern',
  sections: [
    {
      heading: 'This concern',
      items: [
        { href: '#', text: 'As said', active: true },
        { href: '#', text: 'Timeline' },
      ],
    },
  ],
})}
${timeline({ items: [{ title: 'Received', byline: 'the public page', when: '1 June 2026 at 9:05am', datetime: '2026-06-01T08:05:00Z', description: 'By somebody who did not say who they are.' }] })}
<form>${filter({ heading: 'Filter', selected: { heading: 'Chosen', clear: { href: '#', text: 'Clear' }, categories: [{ heading: 'Colour', items: [{ href: '#', text: 'Red' }] }] }, options: select({ name: 'colour', label: { text: 'Colour' }, items: [{ text: 'Red' }] }) })}</form>`;
}

/** The gallery in the public layout. */
export function publicGallery(assets: AssetNames, dir: 'ltr' | 'rtl' = 'ltr'): Html {
  return publicPage({
    assets,
    title: 'Gallery',
    lang: 'en-GB',
    dir,
    back: '/',
    errors: [{ text: WRONG.text, href: '#wrong-text' }],
    footerLinks: [{ href: '/about', text: 'Who reads what you send' }],
    body: html`<h1 class="govuk-heading-l">Gallery</h1>${panel({ titleText: 'We have it', headingLevel: 2, text: html`Your reference<br><strong>HD-7K2M-94</strong>` })}${insetText({ text: 'You can stop.' })}${warningText({ text: 'In danger? Call 999.' })}${details({ summaryText: 'More', text: 'Words' })}${(['empty', 'full', 'wrong'] as const).map(fields)}`,
  });
}

/** The gallery in the staff layout. */
export function staffGallery(assets: AssetNames): Html {
  return staffPage({
    assets,
    title: 'Gallery',
    who: { name: 'Priya Example', hat: 'Front-door screener on duty', hasOtherHats: true },
    navigation: [
      { href: '/', text: 'My duties', active: true, count: 31 },
      { href: '/team', text: 'Team' },
    ],
    search: { action: '/search' },
    notices: 3,
    csrf: 'token',
    errors: [{ text: WRONG.text, href: '#wrong-text' }],
    wide: true,
    body: html`${words()}${moj()}${(['empty', 'full', 'wrong'] as const).map(fields)}${exitThisPage({})}`,
  });
}
