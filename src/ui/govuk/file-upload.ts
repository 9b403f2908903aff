import { attributes, classes, type Html, html } from '../html.ts';
import { type Field, field } from './field.ts';

/** One or more files from the person's device. */
export interface FileUpload extends Field {
  readonly multiple?: boolean | undefined;
}

/** A file input with its label, hint and error. */
export function fileUpload(params: FileUpload): Html {
  return field(params, (id, describedBy) => {
    const own = {
      class: classes('govuk-file-upload', params.classes, params.errorMessage && 'govuk-file-upload--error'),
      id,
      name: params.name,
      type: 'file',
      disabled: params.disabled,
      multiple: params.multiple,
      'aria-describedby': describedBy,
    };
    return html`<input${attributes({ ...own, ...params.attributes })}>`;
  });
}
