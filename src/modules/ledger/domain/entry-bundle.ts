/** Bundles: the entries themselves, 256 to a file. Source: C2SP tlog-tiles ("Log entries"): each after its length in two bytes. */

/** The longest entry the format has room for, in bytes. */
export const MOST_ENTRY_BYTES = 65_535;
const LENGTH_BYTES = 2;

/** The bytes of a bundle of these entries. Throws `RangeError` for an entry of more than 65,535 bytes. */
export function formatBundle(entries: readonly Uint8Array[]): Uint8Array {
  const length = entries.reduce((sum, entry) => sum + LENGTH_BYTES + entry.length, 0);
  const bundle = new Uint8Array(length);
  const view = new DataView(bundle.buffer);
  let at = 0;
  for (const entry of entries) {
    if (entry.length > MOST_ENTRY_BYTES) throw new RangeError('an entry has at most 65,535 bytes');
    view.setUint16(at, entry.length);
    bundle.set(entry, at + LENGTH_BYTES);
    at += LENGTH_BYTES + entry.length;
  }
  return bundle;
}

/** The entries of a bundle, as views; `whole` is false when the bundle ends inside an entry, and that entry is left out. */
export interface BundleEntries {
  readonly entries: readonly Uint8Array[];
  readonly whole: boolean;
}

/** Reads as many entries as there are. Never throws: a damaged bundle still shows where the damage begins. */
export function readBundle(bundle: Uint8Array): BundleEntries {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.length);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + LENGTH_BYTES <= bundle.length) {
    const start = at + LENGTH_BYTES;
    const end = start + view.getUint16(at);
    if (end > bundle.length) break;
    entries.push(bundle.subarray(start, end));
    at = end;
  }
  return { entries, whole: at === bundle.length };
}
