/** The face of `ui/`: markup, GOV.UK and Ministry of Justice components, layouts and form errors. Nothing here does I/O. */
export * from './dates.ts';
export * from './form-errors.ts';
export * from './govuk/button.ts';
export * from './govuk/choices.ts';
export * from './govuk/date-input.ts';
export * from './govuk/error-summary.ts';
export * from './govuk/field.ts';
export * from './govuk/file-upload.ts';
export * from './govuk/links.ts';
export * from './govuk/messages.ts';
export * from './govuk/pagination.ts';
export * from './govuk/select.ts';
export * from './govuk/summary-list.ts';
export * from './govuk/table.ts';
export * from './govuk/tabs.ts';
export * from './govuk/text-input.ts';
export * from './govuk/textarea.ts';
export {
  type Attributes,
  attributes,
  type Content,
  classes,
  type HeadingLevel,
  type Html,
  hasContent,
  html,
  NOTHING,
} from './html.ts';
export * from './layout/document.ts';
export * from './layout/frame.ts';
export * from './layout/printed-page.ts';
export * from './layout/public-page.ts';
export * from './layout/staff-page.ts';
export * from './moj/components.ts';
export * from './picture-shapes.ts';
