// The face of @gatehouse/factors.
export { NO_FACTORS, type Factors, type Passkey, type PendingTotp, type Totp } from './factors.ts';
