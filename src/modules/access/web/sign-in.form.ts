import { z } from 'zod';

/** A field that is always a text: missing is empty, and of several the last counts. */
const text = (longest: number) =>
  z
    .union([z.string(), z.array(z.string()).transform((all) => all.at(-1) ?? '')])
    .default('')
    .transform((value) => value.slice(0, longest));

/** E-mail and password. Anything is taken: what is wrong with them is not said one by one. */
export const signInForm = z.object({ email: text(500_000), password: text(1000), next: text(500) });
/** A code from an app. */
export const codeForm = z.object({ code: text(20), setup: text(2000) });
/** A passkey's answer, as JSON. */
export const passkeyForm = z.object({
  answer: text(20_000),
  setup: text(2000),
  next: text(500),
  name: text(100),
});
/** Whom to be signed in as. */
export const demoForm = z.object({ account: text(36), next: text(500) });
/** Which post to work as. */
export const hatForm = z.object({ post: text(36), next: text(500) });
/** A new password, and the one before. */
export const passwordForm = z.object({ current: text(1000), password: text(1000) });
/** One of one's own passkeys. */
export const removeForm = z.object({ credential: text(2000) });

/** `text` as JSON, or null when it isn't. */
export function readJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
