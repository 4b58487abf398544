// Whose password a body brings, read before the body is known to fit.
import type { PasswordOwner } from '@gatehouse/hashing/rules';

/** Members that are no texts are left out; the schema refuses them. */
export const ownerIn = (body: Readonly<Record<string, unknown>>): PasswordOwner => {
  const text = (member: string): string | undefined =>
    typeof body[member] === 'string' ? body[member] : undefined;
  return { firstName: text('first_name'), lastName: text('last_name'), email: text('email') };
};
