import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mirrored, parseStylesheet, printStylesheet, trimmed, unbranded } from './stylesheet.ts';

describe('style sheets', () => {
  it('come out as they went in', () => {
    const css =
      '@charset "UTF-8";.a,.b:is(.c,.d){color:red;content:"};{"}@media (min-width:40em){.a{margin:0}}@keyframes x{from{top:0}}';
    assert.equal(printStylesheet(parseStylesheet(`/* { */${css}`)), css);
  });

  it('refuse to end inside a rule', () => {
    assert.throws(() => parseStylesheet('.a{color:red'), SyntaxError);
  });

  it('lose the typeface and pictures that belong to gov.uk', () => {
    const rules = parseStylesheet(
      '@font-face{font-family:GDS Transport;src:url(x)}.a{font-family:GDS Transport,arial,sans-serif}.crest{background:url(crest.svg)}',
    );
    assert.equal(printStylesheet(unbranded(rules)), '.a{font-family:Arial,sans-serif}');
  });

  it("keep only what the named blocks use, and all that is not GOV.UK's", () => {
    const rules = parseStylesheet(
      '.govuk-tag--red{a:b}.govuk-table__cell,.js-enabled .govuk-tag{c:d}@media print{.govuk-table{e:f}}html{g:h}.heed-x{i:j}',
    );
    assert.equal(
      printStylesheet(trimmed(rules, new Set(['govuk-tag']))),
      '.govuk-tag--red{a:b}.js-enabled .govuk-tag{c:d}html{g:h}.heed-x{i:j}',
    );
  });

  it('change sides for languages written from right to left, and back again', () => {
    const css =
      '.a{left:0;margin:1px 2px 3px 4px;padding-right:5px;float:left;border-left:1px solid;text-align:right}';
    const there = mirrored(parseStylesheet(css));
    assert.equal(
      printStylesheet(there),
      '.a{right:0;margin:1px 4px 3px 2px;padding-left:5px;float:right;border-right:1px solid;text-align:left}',
    );
    assert.equal(printStylesheet(mirrored(there)), css);
  });
});
