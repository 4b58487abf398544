// The words by which an account is known, which its password must not be made of (ASVS 6.1.2, 6.2.11).

/** Whose password it is, as far as it is known. */
export interface PasswordOwner {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly email?: string | undefined;
}

/** Shorter words are in too many others: `Al` in `walk`, `Jo` in `major`. */
const SHORTEST_WORD = 3;

/**
 * The names and the email, whole and in their parts, folded, the longest first. Of an email's domain the last label stays out:
 * `com` is nobody's own.
 */
export const ownWordsOf = ({
  firstName = '',
  lastName = '',
  email = '',
}: PasswordOwner): readonly string[] => {
  const [local = '', domain = ''] = email.split('@');
  const labels = domain.split('.').slice(0, -1);
  const whole = [firstName, lastName, email, local, domain, labels.join('.')];
  const parts = [firstName, lastName, local, ...labels].flatMap((text) => text.split(/[^\p{L}\p{N}\p{M}]+/u));
  const words = [...whole, ...parts].map(folded).filter((word) => Array.from(word).length >= SHORTEST_WORD);
  return words.sort((left, right) => right.length - left.length);
};

/**
 * A text as it is compared: in lower case, without accents and other forms of the same letters. Only the comparison reads it;
 * the password itself is hashed as it was sent (ASVS 6.2.8).
 */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
