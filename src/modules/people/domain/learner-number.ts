/** Unique learner numbers. Source: Learning Records Service, ULN validation: modulus 11 over nine digits weighted 10 to 2. */

/** A valid unique learner number: ten digits whose last is ten less the remainder of the others; a remainder of 0 is none. */
export function isLearnerNumber(digits: string): boolean {
  if (!/^[1-9]\d{9}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  const remainder = sum % 11;
  return remainder !== 0 && 10 - remainder === Number(digits[9]);
}
