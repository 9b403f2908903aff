/** Waiting that can be cut short: `rest` resolves after so many milliseconds, or once `end` is called. Keeps no process alive. */
export function createPause(): { rest(milliseconds: number): Promise<void>; end(): void } {
  const waiting = new Set<() => void>();
  let ended = false;
  return {
    rest: (milliseconds) =>
      new Promise((resolve) => {
        if (ended) return resolve();
        const done = () => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds).unref();
        waiting.add(done);
      }),
    end: () => {
      ended = true;
      for (const done of [...waiting]) done();
    },
  };
}
