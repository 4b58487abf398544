// The rules of a new password, as a refusal that the API can present.
import { GatehouseError } from '@gatehouse/errors';
import { checkNewPassword } from '@gatehouse/hashing/rules';

/** Throws `validation_failed` at `pointer` (RFC 6901) with every rule that the new password breaks. */
export const requireGoodPassword = (
  password: string,
  { minLength, pointer }: { readonly minLength: number; readonly pointer: string },
): void => {
  const broken = checkNewPassword(password, { minLength });
  if (broken.length === 0) return;
  throw new GatehouseError('validation_failed', { errors: broken.map((message) => ({ pointer, message })) });
};
