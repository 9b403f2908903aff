/**
 * Holds the source to ARCHITECTURE.md: which way imports point, which module may know which, what files are called
 * and how long they may be. Fails closed: it says how many files it saw, so that a moved folder is noticed.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  findLines,
  listSpecifiers,
  readSources,
  type SourceFile,
  withoutComments,
} from './support/source.ts';

/** Which modules each module may import, by their index.ts. Adding an arrow is a decision: record it. */
const MODULE_GRAPH: Readonly<Record<string, readonly string[]>> = {
  access: [],
  ledger: [],
  duties: ['access'],
  people: ['access'],
  networks: [],
  concerns: ['access', 'duties', 'people'],
  oversight: ['access', 'ledger', 'duties', 'people', 'concerns'],
  disclosures: ['duties'],
};

/** Layers inside a module, by folder, from the lowest. An import may only point to the same rank or lower. */
const RANK: Readonly<Record<string, number>> = {
  domain: 1,
  sealing: 1,
  ports: 2,
  commands: 3,
  queries: 3,
  store: 4,
  web: 4,
  api: 4,
  index: 5,
};

const ROLES = 'command|query|ports|store|page|form|routes|api|policy|presenter|test';
/** Files outside `domain/` and `sealing/` that carry no role because there is only ever one of each in a folder. */
const PLAIN_NAMES = new Set(['index', 'ports', 'refusals', 'wiring']);
const BANNED = /(^|\/)(utils?|helpers?|common|misc|shared|lib|managers?|services?)(\/|\.|-|$)/;
const LONGEST = 400;

const files = readSources('src/**/*.ts');
const sources = files.filter((file) => !file.path.endsWith('.test.ts'));

/** Where a file lives: `src/modules/duties/store/x.ts` is module duties, layer store. */
function place(path: string): {
  readonly area: string;
  readonly module: string | null;
  readonly layer: string;
} {
  const [, area = '', module = '', layer = ''] = path.split('/');
  if (area !== 'modules') return { area: area.replace(/\.ts$/, ''), module: null, layer: '' };
  return { area, module, layer: layer.replace(/\.ts$/, '') };
}

function listImports(): readonly { readonly from: SourceFile; readonly to: string }[] {
  return sources.flatMap((from) => from.imports.map((to) => ({ from, to })));
}

const own = listImports().filter(({ to }) => to.startsWith('src/'));

function assertNone(found: readonly string[], rule: string): void {
  assert.equal(found.length, 0, `${rule}:\n${found.join('\n')}`);
}

function say(edges: readonly { readonly from: SourceFile; readonly to: string }[]): readonly string[] {
  return edges.map(({ from, to }) => `${from.path} -> ${to}`);
}

describe('what the test sees', () => {
  test('sees the source, not an empty folder', () => {
    assert.ok(sources.length >= 9, `saw only ${sources.length} source files`);
    assert.ok(own.length >= 8, `saw only ${own.length} imports of our own files`);
  });

  test('every import of our own names a file that exists', () => {
    const known = new Set(files.map((file) => file.path));
    assertNone(
      say(own.filter(({ to }) => to.endsWith('.ts') && !known.has(to))),
      'imports that lead nowhere',
    );
  });

  test('the reader of imports knows every form and ignores comments', () => {
    const code = withoutComments(
      `import a from './a.ts';\nimport type {\n  B,\n} from './b.ts';\nexport * from "./c.ts";\nimport './d.ts';\n` +
        `// import e from './e.ts';\n/* import f from './f.ts'; */\nconst g = await import('./g.ts');\nexport const from = 1;`,
    );
    assert.deepEqual([...listSpecifiers(code)].sort(), ['./a.ts', './b.ts', './c.ts', './d.ts', './g.ts']);
  });
});

describe('imports point one way', () => {
  test('the kernel imports nothing but itself, one type, the hashes of receipts, and the sounds of words', () => {
    const wrong = listImports().filter(({ from, to }) => {
      if (place(from.path).area !== 'kernel' || to.startsWith('src/kernel/')) return false;
      if (from.path === 'src/kernel/receipt/derive-receipt.ts' && to.startsWith('@noble/hashes/'))
        return false;
      if (from.path === 'src/kernel/sounds-of.ts' && to === 'double-metaphone') return false;
      return !(from.path === 'src/kernel/tx.ts' && to === 'kysely' && /^import type /m.test(from.code));
    });
    assertNone(say(wrong), 'the kernel must stay pure');
  });

  test('domain imports only the kernel and its own domain, and the hash that names a roster', () => {
    const wrong = listImports().filter(({ from, to }) => {
      const { module, layer } = place(from.path);
      if (layer !== 'domain') return false;
      if (to.startsWith(`src/modules/${module}/domain/`)) return false;
      if (from.path === 'src/modules/disclosures/domain/roster-hash.ts' && to === '@noble/hashes/sha2.js')
        return false;
      return !to.startsWith('src/kernel/') || /\/(tx|command|vault|ledger-port)\.ts$/.test(to);
    });
    assertNone(say(wrong), 'domain must be pure');
  });

  test('platform and ui import no module', () => {
    const wrong = own.filter(({ from, to }) => {
      const { area } = place(from.path);
      if (area !== 'platform' && area !== 'ui') return false;
      const target = place(to).area;
      return target !== 'kernel' && target !== area;
    });
    assertNone(say(wrong), 'platform and ui may import only the kernel and themselves');
  });

  test('rules and stores know nothing of pages', () => {
    const wrong = own.filter(({ from, to }) => {
      const { module, layer } = place(from.path);
      return module !== null && !['web', 'api', 'index'].includes(layer) && place(to).area === 'ui';
    });
    assertNone(say(wrong), 'only web and api may import src/ui');
  });

  test('inside a module no layer imports a higher one', () => {
    const wrong = own.filter(({ from, to }) => {
      const a = place(from.path);
      const b = place(to);
      if (a.module === null || a.module !== b.module) return false;
      return (RANK[b.layer] ?? 0) > (RANK[a.layer] ?? 0);
    });
    assertNone(say(wrong), 'an import may only point to the same rank or lower');
  });

  test('a module is imported only by its index.ts, and only along the graph', () => {
    const wrong = own.filter(({ from, to }) => {
      const a = place(from.path);
      const b = place(to);
      if (b.module === null || a.module === b.module) return false;
      if (to !== `src/modules/${b.module}/index.ts`) return true;
      return a.module !== null && !(MODULE_GRAPH[a.module] ?? []).includes(b.module);
    });
    assertNone(say(wrong), 'not in the allowed graph, or past the index');
  });

  test('every module is in the graph, and every layer has a rank', () => {
    const odd = sources
      .map((file) => ({ file, at: place(file.path) }))
      .filter(({ at }) => at.module !== null && (!(at.module in MODULE_GRAPH) || !(at.layer in RANK)));
    assertNone(
      odd.map(({ file }) => file.path),
      'a module or folder nobody decided on',
    );
  });

  test('only main, the command line and compose know how everything is put together', () => {
    const top = /^src\/(compose|main|cli)(\.ts|\/)/;
    assertNone(
      say(
        own.filter(
          ({ from, to }) => top.test(to) && !top.test(from.path) && place(from.path).area !== 'operate',
        ),
      ),
      'nothing imports the composition root',
    );
  });

  test('there are no cycles', () => {
    const edges = new Map(
      sources.map((file) => [file.path, file.imports.filter((to) => to.startsWith('src/'))]),
    );
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]): readonly string[] => {
      if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(' -> ')];
      if (done.has(path)) return [];
      const found = (edges.get(path) ?? []).flatMap((to) => visit(to, [...trail, path]));
      done.add(path);
      return found;
    };
    assertNone(
      sources.flatMap((file) => visit(file.path, [])),
      'imports go round in a circle',
    );
  });
});

describe('what browsers load', () => {
  const scripts = readSources('browser/**/*.ts');

  test('is the kernel, the pure and the sealing parts of disclosures, and the words, forms and shapes of their pages', () => {
    assert.ok(scripts.length > 25, `saw only ${scripts.length} scripts`);
    const allowed =
      /^src\/(kernel\/|modules\/disclosures\/(domain\/|sealing\/|web\/[a-z]+\/(texts\/|[\w-]+\.(presenter|form)\.ts$)))/;
    assertNone(
      say(
        scripts
          .flatMap((from) => from.imports.map((to) => ({ from, to })))
          .filter(({ to }) => to.startsWith('src/') && !allowed.test(to)),
      ),
      'a server part in a browser',
    );
  });

  test('takes chance from the machine’s own source, and works where there is no Temporal', () => {
    const sealed = files.filter(({ path }) => /^src\/modules\/disclosures\/(domain|sealing)\//.test(path));
    const server = /domain\/(day|recipient|law\/derive-time-limits|law\/time-limits)\.ts$|\.test\.ts$/;
    assertNone(
      [...scripts, ...sealed.filter(({ path }) => !path.endsWith('.test.ts'))].flatMap((file) =>
        findLines(file, /Math\.random/),
      ),
      'Math.random can be foretold',
    );
    assertNone(
      [...scripts, ...sealed.filter(({ path }) => !server.test(path))].flatMap((file) =>
        findLines(file, /\bTemporal\.|\.toBase64\(|fromBase64\(|\.toHex\(/),
      ),
      'browsers of five years ago do not have it',
    );
  });
});

describe('files', () => {
  test(`none is longer than ${LONGEST} lines`, () => {
    const all = [...files, ...readSources('{test,bench,tools,browser,demo}/**/*.ts')];
    const long = all
      .map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > LONGEST)
      .map(({ path, lines }) => `${path}: ${lines} lines`);
    assertNone(long, `each file should have one reason to change`);
  });

  test('are called by what they do and their role', () => {
    const wrong = files
      .map((file) => file.path)
      .filter((path) => place(path).module !== null)
      .filter((path) => {
        const { layer } = place(path);
        const name = path.split('/').at(-1) ?? '';
        if (PLAIN_NAMES.has(name.replace(/(\.test)?\.ts$/, ''))) return false;
        // The words of pages, by language: texts/en.ts, texts/en-questions.ts.
        if (layer === 'web' && /\/texts\/[a-z]{2,3}(-[a-z]+)*\.ts$/.test(path)) return false;
        const shape =
          layer === 'domain' || layer === 'sealing'
            ? /^[a-z0-9]+(-[a-z0-9]+)*(\.policy)?(\.test)?\.ts$/
            : new RegExp(`^[a-z0-9]+(-[a-z0-9]+)*\\.(${ROLES})(\\.test)?\\.ts$`);
        return !shape.test(name);
      });
    assertNone(wrong, 'file names are verb-noun.role.ts in kebab-case');
  });

  test('live in no drawer that takes anything', () => {
    assertNone(
      files.map((file) => file.path).filter((path) => BANNED.test(path.slice('src/'.length))),
      'name the folder or file by what it is for',
    );
  });
});

describe('house rules that a search can hold', () => {
  const domain = files.filter(
    (file) => place(file.path).layer === 'domain' || place(file.path).area === 'kernel',
  );

  test('no JavaScript Date, clock or chance in domain', () => {
    const pattern = /\bDate\b(?!\w)|Temporal\.Now|Math\.random|randomUUID|process\.|performance\./;
    const rules = domain.filter((file) => !file.path.endsWith('.test.ts'));
    assertNone(
      rules
        .flatMap((file) => findLines(file, pattern))
        .filter((line) => !/Plain(Date|DateTime)\b/.test(line)),
      'time and chance are handed in',
    );
  });

  test('`raw` markup only in ui', () => {
    assertNone(
      sources
        .filter((file) => place(file.path).area !== 'ui')
        .flatMap((file) => findLines(file, /(?<![.\w])raw\(/)),
      'unescaped markup is made in src/ui only',
    );
  });

  test('a statement names the columns it reads', () => {
    assertNone(
      sources.flatMap((file) => findLines(file, /\b(selectAll|returningAll)\(/)),
      'name them (platform/columns.ts): every column of a table is planned anew each time (0303)',
    );
  });

  test('no SQL clock in records', () => {
    const inCode = sources
      .filter((file) => place(file.path).module !== null)
      .flatMap((file) => findLines(file, /\bnow\(\)(?!\s*[:{=])|current_timestamp|clock_timestamp/i))
      .filter((line) => !/clock\.|\.now\(\)/.test(line));
    assertNone(inCode, 'time is handed in');
  });

  test('nothing is silenced', () => {
    const pattern = /@ts-ignore|@ts-nocheck|@ts-expect-error|\bTODO\b|\bFIXME\b|\bXXX\b/;
    const all = [...files, ...readSources('{bench,tools,browser,demo}/**/*.ts')];
    const found = all.flatMap((file) =>
      file.text
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${file.path}:${index + 1}: ${line.trim()}`] : [])),
    );
    assertNone(found, 'finish it, or write it where it will be read');
  });

  test('a lint rule is set aside only with its reason', () => {
    const all = [...files, ...readSources('{test,bench,tools,browser,demo}/**/*.ts')];
    const bare = all.flatMap((file) =>
      file.text
        .split('\n')
        .flatMap((line, index) =>
          /\/[/*]\s*biome-ignore/.test(line) && !/biome-ignore(-all|-start|-end)? [\w/]+: \S/.test(line)
            ? [`${file.path}:${index + 1}`]
            : [],
        ),
    );
    assertNone(bare, 'say why');
  });
});
