/** Work that goes round after round. */
export interface Rounds {
  start(): void;
  /** Cuts the rest short and waits for the round in hand. */
  stop(): Promise<void>;
  /** True from `stop` on: a long round may end early. */
  isStopping(): boolean;
}

/**
 * Does `round` again and again, never twice at once; each gives the milliseconds to rest before the next. A round must see
 * to its own failures: one that throws ends the rounds, and `stop` throws what it threw.
 */
export function createRounds(round: () => Promise<number>): Rounds {
  let running: Promise<void> | null = null;
  let stopping = false;
  let wake: () => void = () => undefined;

  function rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      const milliseconds = await round();
      if (milliseconds > 0 && !stopping) await rest(milliseconds);
    }
  }

  return {
    start: () => {
      stopping = false;
      running ??= loop();
    },
    stop: async () => {
      stopping = true;
      wake();
      await running;
      running = null;
    },
    isStopping: () => stopping,
  };
}
