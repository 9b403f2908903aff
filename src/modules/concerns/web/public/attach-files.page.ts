import {
  button,
  type FormErrors,
  fileUpload,
  type Html,
  html,
  NOTHING,
  summaryList,
  warningText,
} from '../../../../ui/index.ts';
import { framePage, paragraphs, tokenField, type View } from './frame-page.page.ts';
import type { DraftFile } from './keep-draft.form.ts';

interface Attaching {
  readonly files: readonly DraftFile[];
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly errors: FormErrors;
  readonly back: string | undefined;
  readonly notice?: string | undefined;
}

/** Bytes as people say them: "1.4 MB", "12 KB". */
export function saySize(bytes: number): string {
  return bytes >= 1_000_000
    ? `${(bytes / 1_000_000).toFixed(1)} MB`
    : `${Math.max(1, Math.round(bytes / 1_000))} KB`;
}

function listed(view: View, files: readonly DraftFile[]): Html {
  if (files.length === 0) return NOTHING;
  const { t } = view;
  const rows = files.map((file) => ({
    key: { text: html`<span class="heed-said">${file.name}</span>` },
    value: {
      text: html`${saySize(file.bytes)}<form method="post" action="/tell/files/${file.id}/remove">${tokenField(view)}<button class="heed-linkbutton" type="submit">${t.form.remove}<span class="govuk-visually-hidden"> ${file.name}</span></button></form>`,
    },
  }));
  return html`<h2 class="govuk-heading-m">${t.files.added}</h2>${summaryList({ rows })}`;
}

/** Pictures and documents, with the warning that matters most. No thumbnail is ever shown. */
export function renderFiles(view: View, attaching: Attaching): Html {
  const { t } = view;
  const { files: words } = t;
  const full = attaching.files.length >= attaching.maxFiles;
  const megabytes = Math.floor(attaching.maxBytes / (1024 * 1024));
  const pick = full
    ? paragraphs([words.tooMany(attaching.maxFiles)])
    : html`${fileUpload({
        name: 'file',
        label: { text: words.label },
        hint: { text: words.hint(megabytes, attaching.maxFiles) },
        errorMessage: attaching.errors.byField.file,
      })}${button({ text: words.add, name: 'go', value: 'add', classes: 'govuk-button--secondary', preventDoubleClick: true })}`;
  // The token comes before the file: it is read, and a stranger turned away, before anything is taken in. Both buttons
  // send the same form, so that a file chosen and not yet added goes along when somebody just carries on.
  const form = html`<form method="post" action="/tell/files" enctype="multipart/form-data" novalidate>${tokenField(view)}${pick}<p>${button({ text: words.done, name: 'go', value: 'on', preventDoubleClick: true })}</p></form>`;
  return framePage(view, {
    title: words.title,
    back: attaching.back,
    notice: attaching.notice,
    errors: attaching.errors.summary,
    body: html`<h1 class="govuk-heading-l">${words.heading}</h1>${paragraphs([words.lead])}${warningText({ text: words.warning })}${listed(view, attaching.files)}${form}`,
  });
}
