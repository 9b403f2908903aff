/** Reads Heed's own source for the tests that hold it to the house rules. Understands imports and comments, no more. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface SourceFile {
  /** Path from the root of the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** `text` with comments blanked out, so that a rule never fires on prose. Strings are kept. */
  readonly code: string;
  /** What it imports: for our own files the path from the root, for packages the bare name. */
  readonly imports: readonly string[];
}

const COMMENTS_AND_STRINGS =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g;

/** `text` without its comments; line numbers stay as they were. */
export function withoutComments(text: string): string {
  return text.replace(COMMENTS_AND_STRINGS, (found) =>
    found.startsWith('//') || found.startsWith('/*') ? found.replace(/[^\n]/g, ' ') : found,
  );
}

const IMPORTS = [
  /^\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
  /\bimport\s*\(\s*['"]([^'"]+)['"]/g,
];

/** Every specifier that `code` imports or re-exports, types included: a type is a dependency too. */
export function listSpecifiers(code: string): readonly string[] {
  return IMPORTS.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1] ?? ''));
}

function resolveSpecifier(from: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.normalize(join(dirname(from), specifier)) : specifier;
}

/** Every file matching `pattern` (from the root of the project), in order of path. */
export function readSources(pattern: string): readonly SourceFile[] {
  return globSync(pattern, { cwd: root })
    .map((path) => relative(root, resolve(root, path)).replaceAll('\\', '/'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const code = withoutComments(text);
      return { path, text, code, imports: listSpecifiers(code).map((name) => resolveSpecifier(path, name)) };
    });
}

/** Lines of `file` whose code matches `pattern`, as `path:line: text`. */
export function findLines(file: SourceFile, pattern: RegExp): readonly string[] {
  return file.code
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${file.path}:${index + 1}: ${line.trim()}`] : []));
}
