/**
 * Online accounts, and numbers that other systems give people. Source: 60-linking.md ("social handles case-folded", "NHS
 * number and UPN with their check digits"); NHS Data Dictionary (modulus 11); DfE UPN guide (modulus 23).
 */
import { foldText, listWords } from './fold-text.ts';

const SITES: Readonly<Record<string, string>> = {
  insta: 'instagram',
  ig: 'instagram',
  snap: 'snapchat',
  sc: 'snapchat',
  fb: 'facebook',
  x: 'twitter',
  tt: 'tiktok',
  wa: 'whatsapp',
  yt: 'youtube',
};

/** A site's name for comparing; empty when there is none. */
export function normaliseSite(site: string): string {
  const plain = listWords(site.replace(/^https?:\/\//i, '').replace(/^www\./i, ''))
    .filter((word) => !['com', 'co', 'uk', 'org', 'app', 'the'].includes(word))
    .join('');
  return (SITES[plain] ?? plain).slice(0, 30);
}

/** A handle for comparing: no @, no spaces, small letters, the last part of an address. Empty when it names nobody. */
export function normaliseHandle(handle: string): string {
  const last = foldText(handle)
    .trim()
    .replace(/[?#].*$/, '')
    .split('/')
    .filter((part) => part !== '')
    .at(-1);
  const plain = (last ?? '').replace(/[^\p{L}\p{N}._-]/gu, '').replace(/^[._-]+|[._-]+$/g, '');
  const known = plain.length >= 3 && !/^(unknown|none|test|n\/?a|private|deleted|tbc)$/.test(plain);
  return known ? plain.slice(0, 60) : '';
}

/** A valid NHS number: ten digits whose last is the modulus-11 check of the others. */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** A valid unique pupil number: a check letter and twelve characters, the last a digit or, while temporary, a letter. */
export function isPupilNumber(text: string): boolean {
  if (!/^[A-Z]\d{11}[\dA-Z]$/.test(text)) return false;
  const last = text[12] ?? '';
  const lastValue = /\d/.test(last) ? Number(last) : UPN_LETTERS.indexOf(last);
  const sum = [...text.slice(1, 12)].reduce(
    (total, digit, i) => total + Number(digit) * (i + 2),
    lastValue * 13,
  );
  return UPN_LETTERS[sum % 23] === text[0];
}

/** One identifier for comparing ("nhs:9434765919"), or `null` when its check digits say that it is none. */
export function normaliseIdentifier(system: string, value: string): string | null {
  const name = listWords(system).join('').slice(0, 30);
  const plain = foldText(value)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  if (/^nhs/.test(name)) return isNhsNumber(plain) ? `nhs:${plain}` : null;
  if (/^(upn|uniquepupil)/.test(name)) return isPupilNumber(plain) ? `upn:${plain}` : null;
  if (name === '' || plain.length < 4 || /^(.)\1+$|^(TEST|NONE|UNKNOWN|NOTKNOWN)$/.test(plain)) return null;
  return `${name}:${plain.slice(0, 40)}`;
}
