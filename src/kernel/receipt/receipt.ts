/**
 * A receipt: the one secret that lets whoever raised a concern come back, kept by them and by nobody else.
 * Source: 70-disclosures.md 9.4. Ten random bytes, shown as eight plain words (with a check byte: 8 x 11 bits) or as 27
 * digits in groups of three. Both forms carry the same secret. The checks and their proofs are in docs/receipts.md.
 *
 * No randomness in here: the bytes are handed in.
 */
import { RECEIPT_WORDS } from './words.ts';

/** Random bytes in a receipt: 80 bits, so it needs no slow stretching. */
export const RECEIPT_BYTES = 10;
export const RECEIPT_WORD_COUNT = 8;
export const RECEIPT_DIGIT_COUNT = 27;

/**
 * The check byte is a CRC over the secret with x^8+x^7+x^3+x^2+1. The polynomial is primitive, so it misses exactly 7 of
 * the 2,047 ways in which one word, or two words changing places, can be wrong (99.66 % caught); of the primitive ones
 * it is the one under which no two alike words of the list (two slips apart, or with the same first four letters) are
 * among the missed.
 */
const POLYNOMIAL = 0x18d;
const CRC_START = 0xff;

/**
 * The digits are the secret times 827, plus 413. 827 is prime and the largest factor that leaves room in 27 digits, so
 * every single wrong digit and every two neighbours changing places is caught, always, and a random number passes once
 * in 827.
 */
const FACTOR = 827n;
const OFFSET = 413n;
const SECRETS = 1n << BigInt(RECEIPT_BYTES * 8);

function check(secret: Uint8Array): number {
  let crc = CRC_START;
  for (const byte of secret) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80 ? ((crc << 1) ^ POLYNOMIAL) & 0xff : crc << 1;
  }
  return crc;
}

function toNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function toBytes(value: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Number((value >> BigInt(8 * (length - 1 - i))) & 0xffn));
}

function mustBeSecret(secret: Uint8Array): void {
  if (secret.length !== RECEIPT_BYTES) throw new TypeError(`a receipt is ${RECEIPT_BYTES} bytes`);
}

/** The eight words of a receipt, in order. Throws `TypeError` unless given exactly ten bytes. */
export function formatReceiptWords(secret: Uint8Array): readonly string[] {
  mustBeSecret(secret);
  const bits = (toNumber(secret) << 8n) | BigInt(check(secret));
  return Array.from({ length: RECEIPT_WORD_COUNT }, (_, i) => {
    const place = Number((bits >> BigInt(11 * (RECEIPT_WORD_COUNT - 1 - i))) & 0x7ffn);
    return RECEIPT_WORDS[place] ?? '';
  });
}

/** The same receipt as nine groups of three digits with spaces between. Throws `TypeError` unless given ten bytes. */
export function formatReceiptDigits(secret: Uint8Array): string {
  mustBeSecret(secret);
  const digits = (toNumber(secret) * FACTOR + OFFSET).toString().padStart(RECEIPT_DIGIT_COUNT, '0');
  return (digits.match(/\d{3}/g) ?? []).join(' ');
}

/** The secret that eight places in the list stand for; `null` when the check says that something was mistyped. */
export function readReceiptPlaces(places: readonly number[]): Uint8Array | null {
  if (places.length !== RECEIPT_WORD_COUNT) return null;
  const bits = places.reduce((value, place) => (value << 11n) | BigInt(place), 0n);
  const secret = toBytes(bits >> 8n, RECEIPT_BYTES);
  return check(secret) === Number(bits & 0xffn) ? secret : null;
}

/** The secret that 27 digits stand for; `null` when the check says that something was mistyped. */
export function readReceiptDigits(digits: string): Uint8Array | null {
  if (!/^\d{27}$/.test(digits)) return null;
  const value = BigInt(digits) - OFFSET;
  if (value < 0n || value % FACTOR !== 0n || value / FACTOR >= SECRETS) return null;
  return toBytes(value / FACTOR, RECEIPT_BYTES);
}
