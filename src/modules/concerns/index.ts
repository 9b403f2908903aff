/** Raise, receive, triage, decide, answer, challenge. The only importable face of this module. */
export { type PartnerApiOptions, registerPartnerApi } from './api/partner-routes.api.ts';
export type { AddToConcern, ConcernProgress, PartnerApiPorts } from './api/ports.ts';
export { CONCERN_REFUSALS } from './domain/refusals.ts';
