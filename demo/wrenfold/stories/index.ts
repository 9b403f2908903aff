import { GREY_CAR } from './grey-car.ts';
import { GOIT_SIDE, SCHOOL_RUN } from './others.ts';

/** The stories told in pieces that nobody has yet laid side by side. */
export const STORIES = [GREY_CAR, SCHOOL_RUN, GOIT_SIDE] as const;
