// What a credential says before it is verified: which challenge it answers, and which account it is for.
import type { AssertionCredential, CreationCredential } from './credentials.ts';

/** The challenge that a credential answers, to look up; null where it is none. Nothing is verified by it. */
export const challengeOf = ({ response }: CreationCredential | AssertionCredential): string | null => {
  try {
    const clientData = JSON.parse(
      Buffer.from(response.clientDataJSON, 'base64url').toString(),
    ) as ClientData | null;
    return typeof clientData?.challenge === 'string' ? clientData.challenge : null;
  } catch {
    return null;
  }
};

interface ClientData {
  readonly challenge?: unknown;
}

/** The id of the account that a discoverable passkey names; null where it names none. Nothing is verified by it. */
export const accountIdOf = ({ response: { userHandle } }: AssertionCredential): string | null => {
  const id = Buffer.from(userHandle ?? '', 'base64url').toString();
  return ACCOUNT_ID.test(id) ? id : null;
};

/** The user handle of an account is its id (WebAuthn §5.4.3): no email, and nothing else about the person. */
export const userHandleOf = (accountId: string): string => Buffer.from(accountId).toString('base64url');

const ACCOUNT_ID = /^[A-Za-z0-9_-]{1,64}$/;
