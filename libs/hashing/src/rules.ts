// The rules that hold before anything is hashed; an entry of its own, so that asking them loads no native module.
export { checkNewPassword, type NewPasswordRules } from './new-password.ts';
export { findParameterFault, type Argon2Parameters, type ParameterFault } from './parameters.ts';
export { parsePeppers, type Pepper } from './peppers.ts';
