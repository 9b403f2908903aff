import type { FastifyReply, FastifyRequest } from 'fastify';
import { localPath } from '../../../platform/http/guard-routes.ts';
import type { SignedIn } from '../commands/give-second-factor.command.ts';
import { SIGN_IN_MINUTES } from '../domain/proof.ts';
import { LONGEST_SECONDS } from '../domain/session.ts';

/** The cookies of signing in: their names depend on whether Heed is reached over HTTPS. */
export interface SignInCookies {
  readonly session: string;
  readonly signIn: string;
  readonly secure: boolean;
}

function options(cookies: SignInCookies, seconds: number) {
  // Lax, not Strict: an OpenID provider's page sends people back to us, and a link in an e-mail must find them signed in.
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: cookies.secure, maxAge: seconds } as const;
}

/** Gives the browser the secret of a sign-in half done. */
export function setSignInCookie(reply: FastifyReply, cookies: SignInCookies, token: string): void {
  reply.setCookie(cookies.signIn, token, options(cookies, SIGN_IN_MINUTES * 60));
}

/** The secret of the sign-in half done in this browser; empty when there is none. */
export function readSignInCookie(request: FastifyRequest, cookies: SignInCookies): string {
  return request.cookies[cookies.signIn] ?? '';
}

/** Takes the session's cookie away: signed out. */
export function clearSessionCookie(reply: FastifyReply, cookies: SignInCookies): void {
  reply.clearCookie(cookies.session, options(cookies, 0));
}

/**
 * Gives the browser its session and sends it on: to choose a hat where there are several, else to where it was going.
 * The cookie outlives the session by a day, so that a form sent from a lapsed one is kept for its owner.
 */
export function enterSession(reply: FastifyReply, cookies: SignInCookies, signedIn: SignedIn): FastifyReply {
  reply.setCookie(cookies.session, signedIn.token, options(cookies, LONGEST_SECONDS + 24 * 60 * 60));
  reply.clearCookie(cookies.signIn, options(cookies, 0));
  const next = localPath(signedIn.returnTo);
  return reply.redirect(signedIn.choosesHat ? `/hat?next=${encodeURIComponent(next)}` : next, 303);
}

const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg\//, 'Edge'],
  [/\bFirefox\//, 'Firefox'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'an iPhone or iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'a Mac'],
  [/\bLinux\b/, 'Linux'],
];

/** A browser as its owner knows it ("Firefox on Windows"): enough to tell their sessions apart, and nothing more. */
export function describeDevice(request: FastifyRequest): string {
  const agent = request.headers['user-agent'] ?? '';
  const browser = BROWSERS.find(([pattern]) => pattern.test(agent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(agent))?.[1];
  return `${browser ?? 'A browser'}${system ? ` on ${system}` : ''}`;
}
