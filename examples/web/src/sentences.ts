// What the page says of an error: by its code, which is stable, and not by the API's texts.
import { ProblemError } from '@gatehouse/client';

/** A sentence for whoever sits in front of the page. */
export const sentenceFor = (error: unknown): string => {
  if (!(error instanceof ProblemError)) return 'The service cannot be reached. Please try again.';
  if (error.code === 'too_many_attempts')
    return `That were too many attempts. Try again in ${error.retryAfterSeconds ?? 60} seconds.`;
  return SENTENCES[error.code] ?? 'That did not work. Please try again later.';
};

const SENTENCES: Readonly<Record<string, string>> = {
  invalid_credentials: 'This email and this password do not belong together.',
  email_taken: 'There is an account with this email already.',
  validation_failed: 'Some fields need another look.',
  forbidden: 'New accounts are not taken at the moment.',
};
