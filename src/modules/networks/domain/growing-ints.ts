/** A list of whole numbers, at four bytes each, that grows as it is added to. A million concerns fit in tens of megabytes. */
export class GrowingInts {
  #items = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Adds one (a 32-bit whole number) and gives its index. */
  push(value: number): number {
    if (this.#length === this.#items.length) {
      const larger = new Int32Array(Math.ceil(this.#items.length * 1.5));
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.#length] = value;
    this.#length += 1;
    return this.#length - 1;
  }

  /** The number at `index`; -1 past the end. */
  at(index: number): number {
    return index < this.#length ? (this.#items[index] ?? -1) : -1;
  }

  set(index: number, value: number): void {
    if (index < this.#length) this.#items[index] = value;
  }
}
