/**
 * Our components are written from the GOV.UK templates; these are GOV.UK's own examples of what each must give.
 * A release of govuk-frontend that changes its markup fails here, before it looks wrong on a child's phone.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { normalised } from '../../../test/support/markup.ts';
import { type Html, trusted } from '../html.ts';
import { button, exitThisPage } from './button.ts';
import { checkboxes, radios } from './choices.ts';
import { dateInput } from './date-input.ts';
import { errorSummary } from './error-summary.ts';
import { errorMessage, fieldset, hint, label } from './field.ts';
import { fileUpload } from './file-upload.ts';
import { backLink, breadcrumbs, skipLink } from './links.ts';
import { details, insetText, notificationBanner, panel, phaseBanner, tag, warningText } from './messages.ts';
import { pagination } from './pagination.ts';
import { select } from './select.ts';
import { summaryList } from './summary-list.ts';
import { table } from './table.ts';
import { tabs } from './tabs.ts';
import { passwordInput, textInput } from './text-input.ts';
import { characterCount, textarea } from './textarea.ts';

interface Fixture {
  readonly name: string;
  readonly options: Record<string, unknown>;
  readonly html: string;
}

type Component = (params: never) => Html;

/** What we leave out on purpose, by component: fixtures whose options we don't offer. */
const LEFT_OUT: Readonly<Record<string, RegExp>> = {
  // Empty items in a list: ours are typed, and can't be empty.
  checkboxes: /falsy/,
  pagination: /empty items/,
  radios: /falsy/,
  select: /falsy/,
  tabs: /falsy|no item list/,
  // Wording in other languages comes with the language; counting is by characters or words only.
  'character-count':
    /translat|no maximum|custom textarea description|neither maxlength nor maxwords|count type|textarea description|messages? |i18n/,
  'exit-this-page': /testing|translated/,
  'file-upload': /enhanced|translated|with value|i18n/,
  'password-input': /translations/,
  // A date here is always boxes in `items`, with the error on all of them or on those marked by class.
  'date-input':
    /errors? (only|on)|with error(s)? |custom names|falsy|translations|nested|items without|name prefix|optional|^day and month$|^month and year$|field value/,
  // The interruption panel isn't offered; a tag and a phase banner always have words.
  panel: /interruption/,
  'phase-banner': /^(classes|text|html as text|attributes)$/,
};

const COMPONENTS: Readonly<Record<string, Component>> = {
  'back-link': backLink,
  breadcrumbs,
  button,
  'character-count': characterCount,
  checkboxes,
  'date-input': dateInput,
  details,
  'error-message': errorMessage,
  'error-summary': errorSummary,
  'exit-this-page': exitThisPage,
  fieldset: ((params: Parameters<typeof fieldset>[0] & { text?: string }) =>
    fieldset(params, params.text ?? '')) as Component,
  'file-upload': fileUpload,
  hint,
  input: textInput,
  'inset-text': insetText,
  label,
  'notification-banner': notificationBanner,
  pagination,
  panel,
  'password-input': passwordInput,
  'phase-banner': phaseBanner,
  radios,
  select: ((params: Parameters<typeof select>[0]) =>
    select({ ...params, items: params.items ?? [] })) as Component,
  'skip-link': skipLink,
  'summary-list': summaryList,
  table,
  tabs,
  tag,
  textarea,
  'warning-text': warningText,
};

const RENAMED: Readonly<Record<string, string>> = {
  html: 'text',
  titleHtml: 'titleText',
  summaryHtml: 'summaryText',
  descriptionHtml: 'descriptionText',
  beforeInput: 'before',
  afterInput: 'after',
  beforeInputs: 'before',
  afterInputs: 'after',
};
const FLATTENED = new Set(['conditional', 'beforeInput', 'afterInput', 'beforeInputs', 'afterInputs']);

/** GOV.UK's options as ours: where they have `text` and `html`, we have one `text` that may be markup. */
function translated(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item).map(translated);
  if (typeof value !== 'object' || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const name = RENAMED[key] ?? key;
    if (key === 'attributes') out[key] = inner;
    else if (FLATTENED.has(key)) out[name] = (translated(inner) as { text?: unknown } | undefined)?.text;
    else if (/html$/i.test(key))
      out[name] = typeof inner === 'string' && inner !== '' ? trusted(inner) : out[name];
    else if (out[name] === undefined) out[name] = inner === null ? undefined : translated(inner);
  }
  return out;
}

let compared = 0;

for (const [name, component] of Object.entries(COMPONENTS)) {
  const file = new URL(
    `../../../node_modules/govuk-frontend/dist/govuk/components/${name}/fixtures.json`,
    import.meta.url,
  );
  const { fixtures } = JSON.parse(readFileSync(file, 'utf8')) as { fixtures: readonly Fixture[] };
  const kept = fixtures.filter((fixture) => !LEFT_OUT[name]?.test(fixture.name));
  describe(`${name}: ${kept.length} of GOV.UK's ${fixtures.length} examples`, () => {
    for (const fixture of kept)
      it(fixture.name, () => {
        const ours = component(translated(fixture.options) as never).toString();
        assert.equal(normalised(ours), normalised(fixture.html));
        compared += 1;
      });
  });
}

describe('all components', () => {
  it('was not an empty comparison', () => {
    assert.ok(compared > 480, `only ${compared} examples compared`);
  });
});
