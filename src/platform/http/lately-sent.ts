/** How long a second press of "Send", or a reload, still finds the first one's answer, in milliseconds of process time. */
const SHOWN_AGAIN_FOR = 60_000;
const MOST = 2_000;

/**
 * Answers of the last minute, by the form's own random key, in memory only. A phone that sends twice shows the second answer: without
 * this, a worried person's double tap would cost them a receipt, which exists nowhere else.
 */
export class LatelySent<T> {
  readonly #sent = new Map<string, { readonly sent: T; readonly until: number }>();

  keep(key: string, sent: T): void {
    const now = performance.now();
    for (const [old, { until }] of this.#sent)
      if (until < now || this.#sent.size > MOST) this.#sent.delete(old);
    this.#sent.set(key, { sent, until: now + SHOWN_AGAIN_FOR });
  }

  find(key: string): T | null {
    const found = this.#sent.get(key);
    return found && found.until >= performance.now() ? found.sent : null;
  }

  /** It came to nothing, and may be tried again under the same key. */
  forget(key: string): void {
    this.#sent.delete(key);
  }
}
