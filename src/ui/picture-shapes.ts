import { type Html, html } from './html.ts';

/** Outlines by kind, round the point 0,0: nobody has to tell colours apart. A child is a circle. */
const SHAPES: Readonly<Record<string, string>> = {
  adult: 'M-11,-11H11V11H-11Z',
  vehicle: 'M0,-14L13,10H-13Z',
  phone: 'M0,-14L14,0L0,14L-14,0Z',
  place: 'M-7,-12H7L14,0L7,12H-7L-14,0Z',
  account: 'M0,-14L13,-4L8,12H-8L-13,-4Z',
  organisation: 'M-14,-8H14V8H-14Z',
};
const UNKNOWN = 'M-5,-14H5V-5H14V5H5V14H-5V5H-14V-5H-5Z';

const KINDS: readonly (readonly [string, string])[] = [
  ['child', 'child'],
  ['adult', 'adult'],
  ['vehicle', 'vehicle'],
  ['phone', 'telephone'],
  ['place', 'place'],
  ['account', 'online account'],
  ['organisation', 'organisation'],
  ['unknown', 'in a record that you may not open'],
];

/** The outline of a kind of person or thing; a cross for anything else. */
export function pictureShape(kind: string): Html {
  return kind === 'child'
    ? html`<circle r="12"></circle>`
    : html`<path d="${SHAPES[kind] ?? UNKNOWN}"></path>`;
}

/** What each shape in a picture stands for: those used alone. */
export function pictureKey(used: ReadonlySet<string>): Html {
  const items = KINDS.filter(([kind]) => used.has(kind)).map(
    ([kind, words]) =>
      html`<li><svg class="heed-network__key" viewBox="-16 -16 32 32" aria-hidden="true" focusable="false"><g class="heed-network__node heed-network__node--${kind}">${pictureShape(kind)}</g></svg> ${words}</li>`,
  );
  return html`<ul class="heed-network__kinds">${items}</ul>`;
}

/** The slider that shows a picture as of a day, between two instants: brought out by the script that drives it. */
export function pictureTime(id: string, times: readonly number[]): Html {
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return html`<p class="govuk-form-group heed-network__time" data-network-time hidden><label class="govuk-label" for="${id}">Only what was told by <output for="${id}"></output></label><input type="range" id="${id}" min="${first}" max="${last}" value="${last}"></p>`;
}
