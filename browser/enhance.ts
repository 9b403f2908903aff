type Component = new (root: Element, config?: object) => object;

/** Tells the style sheets that scripts run, then wakes each GOV.UK component found on the page. */
export function enhance(components: Readonly<Record<string, Component>>): void {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported');
  for (const [name, Component] of Object.entries(components))
    for (const root of document.querySelectorAll(`[data-module="govuk-${name}"]`)) new Component(root);
}
