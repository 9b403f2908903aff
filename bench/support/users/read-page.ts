/** Reads out of Heed's pages what somebody would press, by patterns: a parser for 1,150 users would be the load itself. */

/** A form as it stands on a page. */
export interface PageForm {
  readonly action: string;
  readonly inner: string;
  readonly hidden: Readonly<Record<string, string>>;
}

const FORM = /<form[^>]*method="post"[^>]*action="([^"]+)"[^>]*>(.*?)<\/form>/gs;
const HIDDEN = /<input type="hidden" name="([^"]+)" value="([^"]*)"/g;
const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Forms of the page whose address `wanted` accepts. */
export function listForms(page: string, wanted: (action: string) => boolean): readonly PageForm[] {
  return [...page.matchAll(FORM)].flatMap(([, action = '', inner = '']) =>
    wanted(action)
      ? [
          {
            action,
            inner,
            hidden: Object.fromEntries(
              [...inner.matchAll(HIDDEN)].map(([, name = '', value = '']) => [name, value]),
            ),
          },
        ]
      : [],
  );
}

/** Ids behind the page's links to `/kind/ID`, each once. */
export function listLinked(page: string, kind: 'concerns' | 'duties' | 'patterns'): readonly string[] {
  const links = page.matchAll(new RegExp(`href="/${kind}/(${ID})"`, 'g'));
  return [...new Set([...links].map(([, id = '']) => id))];
}

/** What this page offers to do to the concern: `decide`, `colour`, `message`. */
export function listOffered(page: string, concern: string): readonly string[] {
  const links = page.matchAll(new RegExp(`href="/concerns/${concern}/([a-z-]+)"`, 'g'));
  return [...new Set([...links].map(([, path = '']) => path))];
}

/** Values of the radio buttons or options called `name`, the chosen one apart. */
export function listChoices(
  inner: string,
  name: string,
): { readonly chosen: string; readonly others: readonly string[] } {
  const inputs = [...inner.matchAll(/<input[^>]*type="radio"[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(`name="${name}"`));
  const readValue = (tag: string) => / value="([^"]*)"/.exec(tag)?.[1] ?? '';
  const chosen = inputs.find((tag) => / checked[ >]/.test(tag));
  return {
    chosen: chosen ? readValue(chosen) : '',
    others: inputs.filter((tag) => tag !== chosen).map(readValue),
  };
}

/** Values of the select called `name`, the empty one left out. */
export function listOptions(inner: string, name: string): readonly string[] {
  const list = new RegExp(`<select[^>]*name="${name}"[^>]*>(.*?)</select>`, 's').exec(inner)?.[1] ?? '';
  return [...list.matchAll(/<option value="([^"]+)"/g)].map(([, value = '']) => value);
}

/** What a page that refuses says first: the error summary's line, or its heading. */
export function readRefusal(page: string): string {
  const line =
    /govuk-error-summary__list.*?<a[^>]*>([^<]+)/s.exec(page)?.[1] ?? /<h1[^>]*>([^<]+)/.exec(page)?.[1];
  return line?.trim() ?? 'no words';
}
