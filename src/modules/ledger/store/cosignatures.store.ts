import type { Cosignatures } from '../ports.ts';

/** What stands in where no witness is configured: nobody has cosigned, and pages say so. */
export const notWitnessed: Cosignatures = { read: async () => ({ configured: false, by: [] }) };
