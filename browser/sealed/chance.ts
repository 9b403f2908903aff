/** A whole number from 0 to below `below`, each as likely as the next, from the browser's own source of chance. */
export function randomBelow(below: number): number {
  const most = Math.floor(2 ** 32 / below) * below;
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < most) return drawn % below;
  }
}
