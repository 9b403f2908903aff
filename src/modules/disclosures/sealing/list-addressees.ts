import { readBase64url } from '../domain/base64url.ts';
import type { Recipient } from '../domain/roster.ts';
import type { Route } from '../domain/route-disclosure.ts';
import type { ReaderRole } from '../domain/sealed-report.ts';
import type { Addressee } from './seal-report.ts';

/** Everybody of a route in their parts. */
export function listAddressees(route: Exclude<Route, { kind: 'nobody' }>): readonly Addressee[] {
  const as = (role: ReaderRole) => (one: Recipient) => ({
    keyId: readBase64url(one.keyId) ?? new Uint8Array(),
    role,
    seal: one.seal,
  });
  if (route.kind === 'outside') return route.escalation.map(as('escalation'));
  const outside = route.escalation ? [route.escalation] : [];
  return [
    ...route.recipients.map(as('recipient')),
    ...route.reserves.map(as('reserve')),
    ...outside.map(as('escalation')),
  ];
}
