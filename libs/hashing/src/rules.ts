// The rules that hold before anything is hashed; an entry of its own, so that asking them loads no native module.
export { ARGON2_FLOOR, findFloorFaults } from './floor.ts';
export { checkNewPassword } from './new-password/check-new-password.ts';
export type { NewPasswordRules } from './new-password/new-password-rules.ts';
export type { PasswordOwner } from './new-password/own-words.ts';
export { findParameterFault, type Argon2Parameters, type ParameterFault } from './parameters.ts';
export { isForeignHash } from './phc.ts';
export { parsePeppers, type Pepper } from './peppers.ts';
