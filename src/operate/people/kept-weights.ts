import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { matching } from '../../modules/people/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';

const PLACES = 24;
const bits = z.array(z.number().min(-60).max(60)).length(PLACES);

const schema = z.object({
  from: z.string().max(500),
  records: z.number().int().nonnegative(),
  prior: z.number().min(-60).max(0),
  comparisons: z.record(z.string(), z.object({ bits, usual: bits })),
  names: z.record(z.string(), z.number().min(0).max(1)),
});

/** Reads weights that `people estimate-weights` wrote. */
export function readWeights(path: string): matching.WeightsOfArea {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const why =
      error instanceof z.ZodError
        ? error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
        : (error as Error).message;
    throw new OperatorError(`${path} holds no weights of Heed: ${why.slice(0, 300)}.`);
  }
}
