/** What stands for the sealed words of a mention that was written straight into the tables, and its length. */
export const FILLER = Buffer.alloc(180, 7);
