import type { BundleRef, TileRef } from './domain/tile.ts';
import type { WitnessState } from './domain/witness-state.ts';

/** One file of the folder that belongs to a log. */
export type LogFile =
  | ({ readonly kind: 'hashes' } & TileRef)
  | ({ readonly kind: 'entries' } & BundleRef)
  | { readonly kind: 'bodies'; readonly from: number }
  | { readonly kind: 'other' };

/** Reads line after line; holds one at a time. */
export interface Lines {
  /** The next line without its newline; `null` at the end. Throws `Malformed` for a line too long or not ended. */
  next(): string | null;
  close(): void;
}

/**
 * A folder that holds a log as files. Nothing in it is believed: it may have been made to mislead. Every method throws `Malformed`, with a
 * sentence, for what no export has.
 */
export interface LogFolder {
  /** Every file, in no order. Throws for links, devices, and names that no export has. */
  survey(): Iterable<LogFile & { readonly path: string }>;
  /** The bytes of a file; `null` where there is none. Throws where it is larger than `most` bytes. */
  read(path: string, most: number): Uint8Array | null;
  /** The lines of a file that is there. */
  lines(path: string, most: number): Lines;
}

/** Where a witness keeps its state. */
export interface WitnessStore {
  /**
   * Keeps `next`, whose generation is one more than what was kept last, and answers only when it is on the disk for good.
   * Throws `StateTaken` when another process has kept one since; any other error means that nothing may have been kept.
   */
  save(next: WitnessState): Promise<void>;
}

/** Another process serves this witness's folder, or what is on the disk can no longer be known: this one must end. */
export class StateTaken extends Error {
  override readonly name = 'StateTaken';
}
