/** Fills the ledger with entries whose words are sealed and committed to as a command's are, straight by COPY: only their number matters. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { utf8 } from '../../src/kernel/bytes.ts';
import { BODY, COMMITMENT } from '../../src/modules/ledger/store/append-entries.store.ts';
import { deriveKey, hmac, sealBytes } from '../../src/platform/crypto.ts';

/** Entries of one record, in a row: what happens to a concern on its first day. */
const EACH = 8;
const BATCH = 100_000;

const hex = (bytes: Uint8Array) => `\\\\x${Buffer.from(bytes).toString('hex')}`;

async function copy(superuser: pg.Client, into: string, rows: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(rows), superuser.query(copyFrom(`copy ${into} from stdin`)));
}

/** An id as made at `at`, the `number`th of its millisecond. */
function idAt(at: Temporal.Instant, number: number): string {
  const millis = at.epochMilliseconds.toString(16).padStart(12, '0');
  const rest = createHmac('sha256', 'bench').update(String(number)).digest('hex');
  return `${millis.slice(0, 8)}-${millis.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}

/**
 * Adds `count` entries of the instant `at`, a record for every eight of them. All records share one key, each wrapped for itself
 * under `wrappingKey`, which costs a reader exactly what keys of their own would. They wait for their numbers.
 */
export async function fillSealed(
  superuser: pg.Client,
  wrappingKey: Uint8Array,
  count: number,
  at: Temporal.Instant,
): Promise<void> {
  const key = randomBytes(32);
  const [bodyKey, commitmentKey] = [deriveKey(key, BODY), deriveKey(key, COMMITMENT)];
  const instant = at.toString({ fractionalSecondDigits: 3 });
  const by = randomUUID();
  for (let start = 0; start < count; start += BATCH) {
    const size = Math.min(BATCH, count - start);
    const refs = Array.from({ length: Math.ceil(size / EACH) }, () => randomUUID());
    await copy(
      superuser,
      'ledger.refs (kind, id, ref)',
      refs.map((ref) => `concern\t${ref}\t${ref}\n`),
    );
    await copy(
      superuser,
      'ledger.body_keys (ref, wrapped)',
      refs.map((ref) => `${ref}\t${hex(sealBytes(wrappingKey, key, ref))}\n`),
    );
    const rows = function* () {
      for (let i = 0; i < size; i += 1) {
        const subject = refs[Math.floor(i / EACH)] ?? by;
        const id = idAt(at, start + i);
        const body = `{"channel":"telephone","colour":"amber","how":"by the front door","what":"a benchmark's entry ${start + i}"}`;
        const entry = `{"about":["${subject}"],"act":"bench.something-happened","at":"${instant}","basis":"front-door-opens","body":"hmac-sha256:${hmac(commitmentKey, body).toString('hex')}","by":"${by}","id":"${id}","post":"${by}","v":1}`;
        yield `${id}\t${entry}\t${instant}\tbench.something-happened\t${subject}\t{${subject}}\t${hex(sealBytes(bodyKey, utf8(body), id))}\n`;
      }
    };
    await copy(superuser, 'ledger.entries (id, entry, at, act, subject_ref, about, body)', rows());
  }
}
