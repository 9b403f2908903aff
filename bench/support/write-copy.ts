/** Rows as PostgreSQL's binary COPY takes them (its manual, "COPY: Binary Format"), which spares it reading numbers from text. */

const START = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const END = Buffer.from([0xff, 0xff]);
const ROOM = 1 << 20;
const INT2 = 21;
const INT8 = 20;

/** Rows of one table, written one value after another. A row must be smaller than `ROOM` less what one value takes. */
export class CopyRows {
  readonly #full: Buffer[] = [START];
  #room = Buffer.allocUnsafe(ROOM);
  #used = 0;

  /** Begins a row of `columns` values, of at most `bytes` in all. */
  row(columns: number, bytes: number): void {
    if (this.#used + bytes + 2 + 4 * columns > ROOM) {
      this.#full.push(this.#room.subarray(0, this.#used));
      [this.#room, this.#used] = [Buffer.allocUnsafe(ROOM), 0];
    }
    this.#used = this.#room.writeInt16BE(columns, this.#used);
  }

  #length(bytes: number): void {
    this.#used = this.#room.writeInt32BE(bytes, this.#used);
  }

  /** A bigint; `null` for none. */
  int8(value: bigint | null): void {
    this.#length(value === null ? -1 : 8);
    if (value !== null) this.#used = this.#room.writeBigInt64BE(value, this.#used);
  }

  int2(value: number): void {
    this.#length(2);
    this.#used = this.#room.writeInt16BE(value, this.#used);
  }

  uuid(id: string): void {
    this.#length(16);
    this.#used += this.#room.write(id.replaceAll('-', ''), this.#used, 'hex');
  }

  /** A text of plain letters. */
  text(value: string): void {
    this.#length(value.length);
    this.#used += this.#room.write(value, this.#used, 'latin1');
  }

  bytes(value: Uint8Array): void {
    this.#length(value.length);
    this.#room.set(value, this.#used);
    this.#used += value.length;
  }

  /** An instant. PostgreSQL counts microseconds from the year 2000. */
  instant(at: Temporal.Instant): void {
    this.int8((at.epochNanoseconds - EPOCH) / 1_000n);
  }

  #array(length: number, type: number, size: number): void {
    this.#length(20 + length * (4 + size));
    for (const value of [1, 0, type, length, 1]) this.#length(value);
  }

  /** An array of at least one bigint. */
  int8s(values: readonly bigint[]): void {
    this.#array(values.length, INT8, 8);
    for (const value of values) this.int8(value);
  }

  /** An array of at least one smallint. */
  int2s(values: readonly number[]): void {
    this.#array(values.length, INT2, 2);
    for (const value of values) this.int2(value);
  }

  /** Everything written, in pieces, with its beginning and end. */
  finish(): readonly Buffer[] {
    return [...this.#full, this.#room.subarray(0, this.#used), END];
  }
}

const EPOCH = Temporal.Instant.from('2000-01-01T00:00:00Z').epochNanoseconds;
