/** Says how far something has got: a bar that moves on a terminal, a line for each tenth where there is none. */
export interface ProgressBar {
  /** `done` of the total given at the start. */
  show(done: number): void;
  end(): void;
}

const WIDTH = 30;

/** `total`: what `done` counts up to. `log` takes whole lines. */
export function openProgressBar(what: string, total: number, log: (line: string) => void): ProgressBar {
  const terminal = process.stderr.isTTY;
  let said = -1;
  return {
    show: (done) => {
      const percent = total === 0 ? 100 : Math.min(100, Math.floor((100 * done) / total));
      if (percent === said) return;
      if (terminal) {
        const full = Math.round((WIDTH * percent) / 100);
        process.stderr.write(`\r${what} [${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${percent}%`);
      } else if (Math.floor(percent / 10) > Math.floor(said / 10)) log(`${what}: ${percent}%`);
      said = percent;
    },
    end: () => {
      if (terminal) process.stderr.write('\n');
    },
  };
}
