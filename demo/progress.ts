/** How far the demo area is filled, for the banner on every staff page. Kept by the process that fills it. */
export type DemoProgress =
  | { readonly state: 'none' | 'done' }
  | { readonly state: 'filling'; readonly done: number; readonly total: number }
  | { readonly state: 'failed'; readonly why: string };

let progress: DemoProgress = { state: 'none' };

/** Where the filling stands: `done` and `total` count concerns. */
export function demoProgress(): DemoProgress {
  return progress;
}

export function setDemoProgress(to: DemoProgress): void {
  progress = to;
}

/** One sentence for the banner; null when there is nothing to say. */
export function describeDemoProgress(now: DemoProgress = progress): string | null {
  if (now.state === 'filling') {
    const percent = now.total === 0 ? 0 : Math.floor((now.done / now.total) * 100);
    return `The demo area is still being filled: ${now.done.toLocaleString('en-GB')} of ${now.total.toLocaleString('en-GB')} concerns (${percent}%). You can look round already.`;
  }
  if (now.state === 'failed') return `Filling the demo area stopped: ${now.why}. Start Heed again to go on.`;
  return null;
}
