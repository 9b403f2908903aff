/**
 * Reads what `npm audit --json` says and decides: advisories about what Heed runs on that are high or critical fail,
 * unless an exception with a reason and an end date says otherwise. Source: OWASP ASVS 5.0, V15.2.
 */
import { z } from 'zod';

/** An advisory that is let through until a day, and why. */
export interface Exception {
  /** Its address, as npm gives it: `https://github.com/advisories/GHSA-...`. */
  readonly advisory: string;
  readonly package: string;
  readonly reason: string;
  /** The last day on which it is let through, `YYYY-MM-DD`. */
  readonly until: string;
}

/** One known fault in one package. */
export interface Advisory {
  readonly package: string;
  readonly url: string;
  readonly title: string;
  readonly severity: string;
  readonly range: string;
}

export type Verdict =
  /** The registry gave no answer: nothing is known either way. */
  | { readonly kind: 'not-checked'; readonly why: string }
  | {
      readonly kind: 'checked';
      /** High or critical, and not excepted today. */
      readonly failing: readonly Advisory[];
      /** High or critical, let through today. */
      readonly excepted: readonly Advisory[];
      /** Less than high. */
      readonly lesser: readonly Advisory[];
      /** Exceptions that let nothing through: ended, or no longer needed. */
      readonly idle: readonly Exception[];
    };

const report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      via: z.array(
        z.union([
          z.string(),
          z.object({
            name: z.string(),
            title: z.string(),
            url: z.string(),
            severity: z.string(),
            range: z.string(),
          }),
        ]),
      ),
    }),
  ),
});

const exceptions = z.array(
  z.strictObject({
    advisory: z.url(),
    package: z.string().min(1),
    reason: z.string().min(20),
    until: z.iso.date(),
  }),
);

/** Reads the file of exceptions. Throws when one lacks its package, a reason of at least 20 characters, or its end date. */
export function readExceptions(text: string): readonly Exception[] {
  return exceptions.parse(JSON.parse(text));
}

function listAdvisories(found: z.infer<typeof report>): readonly Advisory[] {
  const advisories = new Map<string, Advisory>();
  for (const { via } of Object.values(found.vulnerabilities))
    for (const one of via) {
      if (typeof one === 'string') continue;
      const { name, url, title, severity, range } = one;
      advisories.set(`${name} ${url}`, { package: name, url, title, severity, range });
    }
  return [...advisories.values()];
}

const failure = z.object({
  message: z.string().optional(),
  error: z.object({ summary: z.string().optional(), code: z.string().optional() }).optional(),
});

/** What npm said instead of a report, in one line. */
function sayFailure(answer: unknown, said: string): string {
  const { data } = failure.safeParse(answer);
  const line = data?.message || data?.error?.summary || data?.error?.code || said.trim().split('\n')[0];
  return line || 'npm said nothing';
}

/**
 * Judges npm's answer on `today`. An answer that is no report of npm's means not checked; a report of another shape than
 * this reads throws, for then something was answered and nobody has understood it.
 */
export function judgeAudit(said: string, known: readonly Exception[], today: Temporal.PlainDate): Verdict {
  let answer: unknown;
  try {
    answer = JSON.parse(said);
  } catch {
    return { kind: 'not-checked', why: sayFailure(null, said) };
  }
  const isReport = typeof answer === 'object' && answer !== null && 'auditReportVersion' in answer;
  if (!isReport) return { kind: 'not-checked', why: sayFailure(answer, '') };
  const advisories = listAdvisories(report.parse(answer));
  const inForce = known.filter((one) => Temporal.PlainDate.compare(today, one.until) <= 0);
  const covers = (one: Exception, advisory: Advisory) =>
    one.advisory === advisory.url && one.package === advisory.package;
  const grave = advisories.filter(({ severity }) => severity === 'high' || severity === 'critical');
  const isExcepted = (advisory: Advisory) => inForce.some((one) => covers(one, advisory));
  return {
    kind: 'checked',
    failing: grave.filter((advisory) => !isExcepted(advisory)),
    excepted: grave.filter(isExcepted),
    lesser: advisories.filter((advisory) => !grave.includes(advisory)),
    idle: known.filter((one) => !inForce.includes(one) || !grave.some((advisory) => covers(one, advisory))),
  };
}
