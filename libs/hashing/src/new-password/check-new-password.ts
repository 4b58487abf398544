// What is asked of a new password, and only of a new one: a login verifies what it gets.
import { MAX_PASSWORD_LENGTH, type NewPasswordRules } from './new-password-rules.ts';

/** The longest new password in bytes of UTF-8. */
const MAX_PASSWORD_BYTES = 1024;

/**
 * The rules that a new password breaks, in words for its owner; none when it is fine. It has to be long, and more than a common
 * password (ASVS 6.2.4) or the owner's name or email (6.2.11). No rule about kinds of characters (6.2.5), no
 * normalization, no trimming (6.2.8). The first call loads the list of common passwords.
 * @example
 * const broken = await checkNewPassword(password, { minLength: 15, owner: { email: 'ada@example.com' } });
 * if (broken.length > 0) console.log(broken); // tell the owner
 */
export const checkNewPassword = async (
  password: string,
  rules: NewPasswordRules,
): Promise<readonly string[]> => {
  const { guessableRules } = await import('./guessable.ts');
  return [...formRules(password, rules.minLength), ...guessableRules(password, rules)];
};

const formRules = (password: string, minLength: number): readonly string[] => {
  const length = Array.from(password).length;
  const rules: readonly (readonly [broken: boolean, rule: string])[] = [
    [length < minLength, `must have at least ${minLength} characters`],
    [length > MAX_PASSWORD_LENGTH, `must have at most ${MAX_PASSWORD_LENGTH} characters`],
    [Buffer.byteLength(password) > MAX_PASSWORD_BYTES, `must have at most ${MAX_PASSWORD_BYTES} bytes`],
    [!password.isWellFormed(), 'must be well-formed Unicode'],
  ];
  return rules.filter(([broken]) => broken).map(([, rule]) => rule);
};
