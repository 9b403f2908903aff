/** The picture of a network: its parts can be dragged, and a slider shows it as of a day. The table says the same without. */

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

function makeDraggable(svg: SVGSVGElement, group: SVGGElement): void {
  const drag = (event: PointerEvent) => {
    const toDrawing = svg.getScreenCTM()?.inverse();
    if (!toDrawing || !group.hasPointerCapture(event.pointerId)) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(toDrawing);
    group.setAttribute('transform', `translate(${x} ${y})`);
    moveLines(svg, group.dataset.node ?? '', x, y);
  };
  group.addEventListener('pointerdown', (event) => {
    group.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  group.addEventListener('pointermove', drag);
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
    const svg = figure.querySelector<SVGSVGElement>('svg[role="img"]');
    const time = figure.querySelector<HTMLElement>('[data-network-time]');
    const slider = time?.querySelector('input');
    const said = time?.querySelector('output');
    if (!svg) continue;
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
