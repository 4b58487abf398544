// Tokens that nobody may accept, made without the library under test; its own entry, so that every layer is tried with one list.
import { forgeOf } from './forge.ts';
import type { Forgery, ForgeryContext } from './forge.ts';
import { withWrongClaims, withWrongTimes } from './forged-claims.ts';
import { withOtherForm } from './forged-forms.ts';
import { ofOtherType, withAmbiguousJson, withDangerousHeader } from './forged-headers.ts';
import { withOtherAlgorithm, withOtherKey, withoutSignature } from './forged-signatures.ts';

export type { Forgery, ForgeryContext } from './forge.ts';

/**
 * Forged and damaged tokens for the given issuer, each of which must be refused with its `code`. None of them is a
 * prefix of a good one, and all but the longest fit into a header field.
 * @example
 * test.each(forgeries(forger))('refuses a token $name', async ({ token, code }) => {
 *   await expect(verify(token)).rejects.toMatchObject({ code });
 * });
 */
export const forgeries = (context: ForgeryContext): readonly Forgery[] => {
  const forge = forgeOf(context);
  return [
    ...withoutSignature(forge),
    ...withOtherAlgorithm(forge),
    ...withOtherKey(forge),
    ...withDangerousHeader(forge),
    ...withAmbiguousJson(forge),
    ...withOtherForm(forge),
    ...ofOtherType(forge),
    ...withWrongClaims(forge),
    ...withWrongTimes(forge),
  ];
};

/**
 * A token that is right in everything, from the same forge: what proves that a refusal is not for another reason.
 * @example
 * await verify(genuineToken({ ...forger, claims: { roles: ['clerk'] } })); // is taken
 */
export const genuineToken = (context: ForgeryContext): string => forgeOf(context).token();
