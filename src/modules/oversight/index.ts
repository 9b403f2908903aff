/** Oversight: reads what others recorded, and writes nothing but that it was read. The module's only face. */
export { OVERSIGHT_REFUSALS } from './domain/refusals.ts';
export type { OversightPorts, RulesPort, Subject, SubjectKind } from './ports.ts';
export { SEE_FIGURES } from './queries/rule-figures.query.ts';
export {
  type AskWhoKnew,
  SEE as SEE_WHO_KNEW,
  type WhoKnew,
  whoKnew,
} from './queries/who-knew.query.ts';
export { registerRulePages } from './web/rules.routes.ts';
export { type OversightWeb, registerWhoKnewPages } from './web/who-knew.routes.ts';
