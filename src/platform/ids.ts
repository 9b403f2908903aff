import { randomUUIDv7 } from 'node:crypto';
import { asId, type IdSource } from '../kernel/ids.ts';

/** Ids from the machine's randomness and clock. */
export const machineIds: IdSource = { next: () => asId(randomUUIDv7()) };
