/** The picture of a network: its parts can be dragged or moved by arrow keys, and a slider shows it as of a day. The table says the same without. */

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' });

function moveLines(svg: SVGSVGElement, node: string, x: number, y: number): void {
  for (const line of svg.querySelectorAll<SVGLineElement>('line')) {
    if (line.dataset.from === node) {
      line.setAttribute('x1', String(x));
      line.setAttribute('y1', String(y));
    }
    if (line.dataset.to === node) {
      line.setAttribute('x2', String(x));
      line.setAttribute('y2', String(y));
    }
  }
}

/** How far an arrow key moves a part, in the drawing's own units. */
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-16, 0],
  ArrowRight: [16, 0],
  ArrowUp: [0, -16],
  ArrowDown: [0, 16],
};

function makeDraggable(svg: SVGSVGElement, group: SVGGElement): void {
  const drag = (event: PointerEvent) => {
    const toDrawing = svg.getScreenCTM()?.inverse();
    if (!toDrawing || !group.hasPointerCapture(event.pointerId)) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(toDrawing);
    group.setAttribute('transform', `translate(${x} ${y})`);
    moveLines(svg, group.dataset.node ?? '', x, y);
  };
  let moved = false;
  group.addEventListener('pointerdown', (event) => {
    moved = false;
    group.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  group.addEventListener('pointermove', (event) => {
    moved ||= group.hasPointerCapture(event.pointerId);
    drag(event);
  });
  // What was dragged is not followed: the link is for whoever presses without moving.
  group.closest('a')?.addEventListener('click', (event) => {
    if (moved) event.preventDefault();
  });
  group.closest('a')?.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    const place = group.transform.baseVal.consolidate()?.matrix;
    const [x, y] = [(place?.e ?? 0) + step[0], (place?.f ?? 0) + step[1]];
    group.setAttribute('transform', `translate(${x} ${y})`);
    moveLines(svg, group.dataset.node ?? '', x, y);
    event.preventDefault();
  });
}

/** Leaves the lines told by `until` (milliseconds since 1970), and the parts that they join. */
function showUntil(svg: SVGSVGElement, until: number): void {
  const joined = new Set<string | undefined>();
  for (const line of svg.querySelectorAll<SVGLineElement>('line')) {
    const told = Number(line.dataset.at) <= until;
    line.classList.toggle('heed-network__later', !told);
    if (told) for (const end of [line.dataset.from, line.dataset.to]) joined.add(end);
  }
  for (const group of svg.querySelectorAll<SVGGElement>('[data-node]'))
    group.classList.toggle('heed-network__later', !joined.has(group.dataset.node));
}

export function networkPictures(): void {
  for (const figure of document.querySelectorAll('[data-network]')) {
    const svg = figure.querySelector<SVGSVGElement>('svg[viewBox^="0 0"]');
    const time = figure.querySelector<HTMLElement>('[data-network-time]');
    const slider = time?.querySelector('input');
    const said = time?.querySelector('output');
    if (!svg) continue;
    // Where it is wider than the window, its middle is what is seen first.
    const box = svg.closest('[role="region"]');
    if (box) box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
    for (const group of svg.querySelectorAll<SVGGElement>('[data-node]')) makeDraggable(svg, group);
    if (!time || !slider || !said || slider.min === slider.max) continue;
    const show = () => {
      said.textContent = DAY.format(Number(slider.value));
      showUntil(svg, Number(slider.value));
    };
    slider.addEventListener('input', show);
    time.hidden = false;
    show();
  }
}
