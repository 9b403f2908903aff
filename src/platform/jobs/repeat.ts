/**
 * Does `work` every `milliseconds`, never twice at once, beginning one interval from now. A round that fails is told to
 * `onError` and the next one tries again. `stop` waits for the round in hand.
 */
export function repeat(
  milliseconds: number,
  onError: (error: unknown) => void,
  work: () => Promise<void>,
): { stop(): Promise<void> } {
  let inHand: Promise<void> | null = null;
  const timer = setInterval(() => {
    inHand ??= work()
      .catch(onError)
      .finally(() => {
        inHand = null;
      });
  }, milliseconds).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await inHand;
    },
  };
}
