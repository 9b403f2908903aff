/**
 * What may not be written. Source: 00-overview.md (Tone and safety). Past failure: children called "promiscuous",
 * "making lifestyle choices" or "not credible" in the very files that closed their cases.
 */
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Parents, Recipient } from './vocabulary.ts';

/** Longest single text, in UTF-16 units: about forty pages. */
export const LONGEST_TEXT = 100_000;

const BLAMING =
  /\b(not credible|promiscuous|life-?style|choosing to|chose to|streetwise|hard to reach|attention[- ]seeking|alleged victim|consent(ed|s|ing) to (the )?(abuse|sex)|chaotic|prostitut\w*)\b/i;

/** Words a child should not read in an answer, and questions about what happened, which only trained people ask. */
const NOT_FOR_CHILD =
  /\b(no further action|nfa|threshold|section (17|47)|strategy (discussion|meeting)|alleg\w+|perpetrator|disclos\w+)\b/i;
const ASKS_WHAT_HAPPENED =
  /\b(what (did|has) (he|she|they|it) do|tell (us|me) (exactly )?what happened|what happened to you|did (he|she|they) touch|where did (he|she|they))\b/i;
const PARENTS_TOLD =
  /\b(parents?|mum|mother|dad|father|family)\b[^.]{0,60}\b(told|informed|contacted|spoken to)\b|\b(told|informed|contacted|spoken to|speak to|contact|tell)\b[^.]{0,60}\b(parents?|mum|mother|dad|father|family)\b/i;

/** A reason for a decision: at least a sentence, at most `LONGEST_TEXT`, and never one that judges the child. */
export function checkReason(text: string, field: string): Outcome<string> {
  const said = text.trim();
  if (said.length < 20) return refuse('concerns.reason-needed', field);
  if (said.length > LONGEST_TEXT) return refuse('concerns.words-too-long', field);
  return BLAMING.test(said) ? refuse('concerns.reason-blames', field) : accept(said);
}

/** Any message or note: something, and not too much of it. */
export function checkWords(text: string, field: string): Outcome<string> {
  const said = text.trim();
  if (said.length === 0) return refuse('concerns.words-needed', field);
  return said.length > LONGEST_TEXT ? refuse('concerns.words-too-long', field) : accept(said);
}

/** Words that go to the reporter: fit for who they are, and silent about parents where telling them may not be safe. */
export function checkAnswer(
  text: string,
  recipient: Recipient,
  parents: Parents,
  field: string,
): Outcome<string> {
  const words = checkWords(text, field);
  if (!words.ok)
    return words.refusal.code === 'concerns.words-needed' ? refuse('concerns.answer-needed', field) : words;
  if (BLAMING.test(words.value)) return refuse('concerns.reason-blames', field);
  if (recipient === 'child' && (NOT_FOR_CHILD.test(words.value) || ASKS_WHAT_HAPPENED.test(words.value))) {
    return refuse('concerns.answer-not-for-child', field);
  }
  const safe = parents === 'know' || parents === 'do-not-know-safe-to-tell';
  if (!safe && PARENTS_TOLD.test(words.value) && recipient !== 'professional') {
    return refuse('concerns.parents-not-safe', field);
  }
  return words;
}
