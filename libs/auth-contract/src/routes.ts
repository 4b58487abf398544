// The routes of the auth API, a line for each, by the names of their use cases.
export { changePasswordRoute as changePassword } from './change-password.route.ts';
export { completeLoginRoute as completeLogin } from './complete-login.route.ts';
export { confirmTotpRoute as confirmTotp } from './confirm-totp.route.ts';
export { endSessionRoute as endSession } from './end-session.route.ts';
export { jwksRoute as jwks } from './jwks.route.ts';
export { listSessionsRoute as listSessions } from './list-sessions.route.ts';
export { loginRoute as login } from './login.route.ts';
export { logoutAllRoute as logoutAll } from './logout-all.route.ts';
export { logoutRoute as logout } from './logout.route.ts';
export { openidConfigurationRoute as openidConfiguration } from './openid-configuration.route.ts';
export { readFactorsRoute as readFactors } from './read-factors.route.ts';
export { refreshRoute as refresh } from './refresh.route.ts';
export { removeTotpRoute as removeTotp } from './remove-totp.route.ts';
export { replaceRecoveryCodesRoute as replaceRecoveryCodes } from './replace-recovery-codes.route.ts';
export { startTotpRoute as startTotp } from './start-totp.route.ts';
