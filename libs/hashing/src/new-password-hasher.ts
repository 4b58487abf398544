// The hasher of whoever takes new passwords and verifies none, an entry of its own: nothing of other systems' hashes is loaded by it, nor
// stands in its bundle.
import { hasherWith, type PasswordHasher, type PasswordHasherOptions } from './password-hasher.ts';

/**
 * A hasher of new passwords, as `createPasswordHasher` hashes them.
 * @example
 * const phc = await createNewPasswordHasher({ memoryKiB: 19_456, passes: 2, lanes: 1 }).hash(password);
 */
export const createNewPasswordHasher = (options: PasswordHasherOptions): Pick<PasswordHasher, 'hash'> => {
  const hasher = hasherWith(() => undefined, options);
  return { hash: (password) => hasher.hash(password) };
};

export { BusyError, HashError } from './errors.ts';
export { createGate, type Gate, type GateOptions } from './gate.ts';
