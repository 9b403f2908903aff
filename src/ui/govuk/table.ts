import {
  type Attributes,
  attributes,
  type Content,
  classes,
  type Html,
  hasContent,
  html,
  NOTHING,
} from '../html.ts';

/** One cell. */
export interface TableCell {
  readonly text?: Content | undefined;
  readonly format?: 'numeric' | undefined;
  readonly classes?: string | undefined;
  readonly colspan?: number | undefined;
  readonly rowspan?: number | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Rows to compare. */
export interface Table {
  readonly caption?: Content | undefined;
  readonly captionClasses?: string | undefined;
  readonly head?: readonly TableCell[] | undefined;
  readonly rows: readonly (readonly TableCell[])[];
  readonly firstCellIsHeader?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

function cell(item: TableCell, kind: 'cell' | 'header', scope?: 'col' | 'row'): Html {
  const format = scope === 'row' ? undefined : item.format && `govuk-table__${kind}--${item.format}`;
  const own: Attributes = {
    scope,
    class: classes(`govuk-table__${kind}`, format, item.classes),
    colspan: item.colspan,
    rowspan: item.rowspan,
    ...item.attributes,
  };
  return kind === 'header'
    ? html`<th${attributes(own)}>${item.text}</th>`
    : html`<td${attributes(own)}>${item.text}</td>`;
}

/** A table with its caption. */
export function table(params: Table): Html {
  const caption = hasContent(params.caption)
    ? html`<caption class="${classes('govuk-table__caption', params.captionClasses)}">${params.caption}</caption>`
    : NOTHING;
  const head = params.head
    ? html`<thead class="govuk-table__head"><tr class="govuk-table__row">${params.head.map((item) => cell(item, 'header', 'col'))}</tr></thead>`
    : NOTHING;
  const rows = params.rows.map(
    (row) =>
      html`<tr class="govuk-table__row">${row.map((item, index) => (index === 0 && params.firstCellIsHeader ? cell(item, 'header', 'row') : cell(item, 'cell')))}</tr>`,
  );
  return html`<table class="${classes('govuk-table', params.classes)}"${attributes(params.attributes)}>${caption}${head}<tbody class="govuk-table__body">${rows}</tbody></table>`;
}
