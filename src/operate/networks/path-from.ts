import { resolve } from 'node:path';

/** A path as the operator meant it: from where they stood, which npm keeps apart from where it runs scripts. */
export function pathFrom(typed: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), typed);
}
