import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { AccessRule, Facts } from '../domain/access-rule.ts';
import { RefusedRule, readRule } from '../domain/read-rule.ts';

/** What the rules say: who was let or kept out by which, or that nothing lets them. */
export interface RuleVerdict {
  readonly allowed: boolean;
  readonly rule: string | null;
}

/** The rules in force, ready to be asked. */
export interface CedarRules {
  readonly rules: readonly AccessRule[];
  /** Each file as it was read, for those who answer for the rules. */
  readonly texts: readonly { readonly file: string; readonly text: string }[];
  /** A hundredth of a millisecond to a tenth. Throws when a rule can't be evaluated: nobody is let in by an error. */
  ask(
    who: { type: string; id: string },
    action: string,
    what: { type: string; id: string },
    facts: Facts,
  ): RuleVerdict;
}

let sets = 0;
/** Most answers remembered: far more than there are kinds of people and records. */
const MOST_ANSWERS = 5_000;

function messagesOf(answer: { readonly errors: readonly { readonly message: string }[] }): string {
  return answer.errors.map((error) => error.message).join('; ');
}

function splitPolicies(file: string, text: string): readonly string[] {
  const parts = cedar.policySetTextToParts(text);
  if (parts.type === 'failure') throw new RefusedRule(file, messagesOf(parts));
  if (parts.policy_templates.length > 0) throw new RefusedRule(file, 'holds a template');
  return parts.policies;
}

/**
 * Reads Cedar policies, each file's text by its name. Throws `RefusedRule` for one that doesn't parse, has no @id,
 * has another's @id, or asks what a list can't be filtered by.
 */
export function readCedarRules(files: Readonly<Record<string, string>>): CedarRules {
  const texts: Record<string, string> = Object.create(null);
  const rules: AccessRule[] = [];
  for (const [file, text] of Object.entries(files))
    for (const policy of splitPolicies(file, text)) {
      const json = cedar.policyToJson(policy);
      if (json.type === 'failure') throw new RefusedRule(file, messagesOf(json));
      const rule = readRule(json.json);
      if (rule.id in texts) throw new RefusedRule(rule.id, 'is there twice');
      texts[rule.id] = policy;
      rules.push(rule);
    }
  sets += 1;
  const preparsedPolicySetId = `heed-${sets}`;
  // By id and text: given as one text, Cedar would answer "policy3".
  const parsed = cedar.preparsePolicySet(preparsedPolicySetId, { staticPolicies: { ...texts } });
  if (parsed.type === 'failure') throw new RefusedRule('all', messagesOf(parsed));
  const order = new Map(rules.map((rule, index) => [rule.id, index]));
  // A rule may ask only what sort of caller and record it is and these facts (read-rule.ts refuses any other), so the
  // same question has the same answer for as long as this set of rules is in force: asked once, remembered.
  const answers = new Map<string, RuleVerdict>();

  function evaluate(
    principal: { type: string; id: string },
    action: string,
    resource: { type: string; id: string },
    facts: Facts,
  ): RuleVerdict {
    const answer = cedar.statefulIsAuthorized({
      principal,
      action: { type: 'Action', id: action },
      resource,
      context: {
        relations: [...facts.relations],
        functions: [...facts.functions],
        scopes: [...facts.scopes],
      },
      preparsedPolicySetId,
      entities: [],
    });
    if (answer.type === 'failure') throw new Error(`access rules: ${messagesOf(answer)}`);
    const { decision, diagnostics } = answer.response;
    const [failed] = diagnostics.errors;
    if (failed) throw new Error(`access rule ${failed.policyId}: ${failed.error.message}`);
    const [rule = null] = diagnostics.reason.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    return { allowed: decision === 'allow', rule };
  }

  return {
    rules,
    texts: Object.entries(files).map(([file, text]) => ({ file, text })),
    ask: (principal, action, resource, facts) => {
      const asked = [facts.relations, facts.functions, facts.scopes].map((words) => words.toSorted());
      const question = JSON.stringify([principal.type, action, resource.type, ...asked]);
      const known = answers.get(question);
      if (known) return known;
      const verdict = evaluate(principal, action, resource, facts);
      if (answers.size < MOST_ANSWERS) answers.set(question, verdict);
      return verdict;
    },
  };
}

/** Reads every `.cedar` file of a folder. Throws when there is none: a server with no rules is a mistake. */
export function readPolicyFolder(folder: string): CedarRules {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.cedar'))
    .sort();
  if (names.length === 0) throw new RefusedRule(folder, 'holds no .cedar file');
  return readCedarRules(
    Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
  );
}
