import { z } from 'zod';
import { asId, type Id, isId } from '../../../kernel/ids.ts';
import type { PostFacts } from '../domain/change.ts';
import { isPostFunction } from '../domain/post-function.ts';

const one = z
  .union([z.string(), z.array(z.string()).transform((all) => all.at(-1) ?? '')])
  .default('')
  // Not cut here: what is too long is refused, and comes back whole. The body is bounded.
  .transform((value) => value.trim());
const many = z
  .union([z.string().transform((value) => [value]), z.array(z.string())])
  .default([])
  .transform((values) => values.slice(0, 50));

/** A change to a post, or a new one, as typed. */
export const postForm = z.object({
  name: one,
  functions: many,
  reportsTo: one,
  phone: one,
  agency: one,
  reason: one,
});
/** An appointment, or its end, as typed. */
export const holderForm = z.object({ account: one, reason: one });
/** What a rule is to be set to, as typed. */
export const ruleForm = z.object({ on: one, threshold: one, reason: one });
/** The scrutineer's answer. */
export const settleForm = z.object({ answer: one, reason: one });
/** A new account, as typed. */
export const accountForm = z.object({ name: one, email: one, phone: one, agency: one });
/** Why an account is stopped. */
export const stopForm = z.object({ reason: one });
/** An agency's system, as typed. */
export const systemForm = z.object({ name: one, agency: one, scopes: many, thumbprint: one });

/** `text` as an id, or null. */
export function readId<B extends string>(text: string): Id<B> | null {
  return isId(text) ? asId<B>(text) : null;
}

/** A telephone number as people type it, in E.164 where that is plain; else as typed, to be refused. Null for none. */
export function readPhone(text: string): string | null {
  const digits = text.replaceAll(/[\s()-]/g, '');
  if (digits === '') return null;
  return /^0[1-9]\d{8,9}$/.test(digits) ? `+44${digits.slice(1)}` : digits;
}

/** What the form says of a post. A function that is not one can come only from a forged form, and is dropped. */
export function readPostFacts(form: z.infer<typeof postForm>): PostFacts {
  return {
    name: form.name,
    team: null,
    functions: form.functions.filter(isPostFunction),
    reportsTo: readId<'post'>(form.reportsTo),
    phone: readPhone(form.phone),
  };
}
