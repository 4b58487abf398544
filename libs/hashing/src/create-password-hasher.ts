// The hasher of whoever verifies passwords: it knows the hashes of other systems too.
import { findForm } from './foreign/forms.ts';
import { hasherWith, type PasswordHasher, type PasswordHasherOptions } from './password-hasher.ts';

/**
 * A hasher with these parameters; it holds no state, so make another one when the peppers change.
 * @example
 * const hasher = createPasswordHasher({ memoryKiB: 19_456, passes: 2, lanes: 1 });
 * const phc = await hasher.hash(password);
 * await hasher.verify(password, phc); // true
 */
export const createPasswordHasher = (options: PasswordHasherOptions): PasswordHasher =>
  hasherWith(findForm, options);
