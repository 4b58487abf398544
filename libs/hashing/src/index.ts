// The face of @gatehouse/hashing. The rules alone, without the native module: @gatehouse/hashing/rules.
export { BusyError, HashError, type HashErrorCode } from './errors.ts';
export { createGate, type Gate, type GateOptions } from './gate.ts';
export { checkNewPassword } from './new-password/check-new-password.ts';
export type { NewPasswordRules } from './new-password/new-password-rules.ts';
export type { PasswordOwner } from './new-password/own-words.ts';
export type { Argon2Parameters } from './parameters.ts';
export { createPasswordHasher } from './create-password-hasher.ts';
export type { PasswordHasher, PasswordHasherOptions } from './password-hasher.ts';
export { parsePeppers, type Pepper } from './peppers.ts';
