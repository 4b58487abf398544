// What is asked of a new password, and only of a new one: a login verifies what it gets.

/** How long a new password must be, in code points; the operator's choice, 8 at the least. */
export interface NewPasswordRules {
  readonly minLength: number;
}

/** The longest new password in code points, far above the 64 that must be possible (NIST SP 800-63B-4 §3.1.1.2). */
const MAX_PASSWORD_LENGTH = 256;

/** The longest new password in bytes of UTF-8. */
const MAX_PASSWORD_BYTES = 1024;

/**
 * The rules that a new password breaks, in words for its owner; none when it is fine. Length alone counts: no
 * rule about kinds of characters (ASVS 6.2.5), no normalization, no trimming (6.2.8).
 */
export const checkNewPassword = (password: string, { minLength }: NewPasswordRules): readonly string[] => {
  const length = Array.from(password).length;
  const rules: readonly (readonly [broken: boolean, rule: string])[] = [
    [length < minLength, `must have at least ${minLength} characters`],
    [length > MAX_PASSWORD_LENGTH, `must have at most ${MAX_PASSWORD_LENGTH} characters`],
    [Buffer.byteLength(password) > MAX_PASSWORD_BYTES, `must have at most ${MAX_PASSWORD_BYTES} bytes`],
    [!password.isWellFormed(), 'must be well-formed Unicode'],
  ];
  return rules.filter(([broken]) => broken).map(([, rule]) => rule);
};
