import type { Call } from '../command.ts';

const WIDTH = 28;

/** Where a progress bar is drawn. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Says on `screen` how far each step is: a bar that moves on a terminal, else a line for each step that begins. */
export function createProgressBar(screen: Screen, milliseconds: () => number) {
  const moves = screen.isTTY === true;
  let [step, drawn] = ['', 0];
  const draw = (share: number) => {
    const full = Math.round(share * WIDTH);
    const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
    screen.write(`\r${step.padEnd(24)} ${bar} ${String(Math.floor(share * 100)).padStart(3)}%`);
  };
  return {
    /** Begins a step, named in a few words. */
    begin(name: string): void {
      if (moves && step !== '') {
        draw(1);
        screen.write('\n');
      }
      step = name;
      drawn = 0;
      if (!moves) screen.write(`${name}\n`);
    },
    /** How much of the step is done, from 0 to 1. */
    show(share: number): void {
      if (!moves) return;
      const at = milliseconds();
      if (at - drawn < 100 && share < 1) return;
      drawn = at;
      draw(Math.min(1, Math.max(0, share)));
    },
    end(): void {
      if (moves && step !== '') {
        draw(1);
        screen.write('\n');
      }
      step = '';
    },
  };
}

export type ProgressBar = ReturnType<typeof createProgressBar>;

/** Where a command says how far it is: standard error, in place where that is a terminal. */
export function screenOf(call: Call): Screen {
  return process.stderr.isTTY ? process.stderr : { write: (text) => call.log(text.trimEnd()) };
}
