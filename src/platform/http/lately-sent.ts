/** How long a second press of "Send", or a reload, still finds the first one's answer, in milliseconds. */
const SHOWN_AGAIN_FOR = 60_000;
const MOST = 2_000;

/**
 * Answers of the last minute, by the form's own random key, in memory only. A phone that sends twice shows the second answer: without
 * this, a worried person's double tap would cost them a receipt, which exists nowhere else. After that minute it is gone from here too.
 */
export class LatelySent<T> {
  readonly #sent = new Map<string, { readonly sent: T; readonly end: NodeJS.Timeout }>();

  /** Keeps it for a minute from now. */
  keep(key: string, sent: T): void {
    this.forget(key);
    const [oldest] = this.#sent.keys();
    if (oldest !== undefined && this.#sent.size >= MOST) this.forget(oldest);
    const end = setTimeout(() => this.#sent.delete(key), SHOWN_AGAIN_FOR).unref();
    this.#sent.set(key, { sent, end });
  }

  find(key: string): T | null {
    return this.#sent.get(key)?.sent ?? null;
  }

  /** It came to nothing, and may be tried again under the same key. */
  forget(key: string): void {
    clearTimeout(this.#sent.get(key)?.end);
    this.#sent.delete(key);
  }
}
