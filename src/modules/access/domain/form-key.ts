/**
 * Which form a kept draft belongs to. Source: 50-access.md (a timeout must never lose typing). A form is known by the
 * address it is sent to, so that whatever arrives there after a session lapsed can be found again on the page that
 * shows the form.
 */

/**
 * The key of the form sent to `path`: "/concerns/HD-7K2M-94/decide" is "concerns.hd-7k2m-94.decide". Null when no form
 * of ours could be at that address.
 */
export function deriveFormKey(path: string): string | null {
  const key = path
    .replace(/^\/+|\/+$/g, '')
    .replaceAll('/', '.')
    .toLowerCase();
  return /^[a-z0-9][a-z0-9.:-]{0,199}$/.test(key) ? key : null;
}

/** What is never kept: the token, which is of the old session, and anything that proves who somebody is. */
const NEVER_KEPT = new Set(['_csrf', 'csrf', 'password', 'current', 'code', 'setup', 'answer']);

/** A form's fields as they may be kept: flat, text or lists of text, without tokens and passwords. */
export function deriveKeptFields(
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string | readonly string[]>> {
  const kept: Record<string, string | readonly string[]> = Object.create(null);
  for (const [name, value] of Object.entries(fields)) {
    if (NEVER_KEPT.has(name)) continue;
    if (typeof value === 'string') kept[name] = value;
    else if (Array.isArray(value) && value.every((one) => typeof one === 'string')) kept[name] = value;
  }
  return kept;
}
