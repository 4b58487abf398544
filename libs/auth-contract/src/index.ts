// The auth API: the list of its routes. Each has a file and an entry of its own: @gatehouse/auth-contract/login.
import { api } from '@gatehouse/contract';
import { changePasswordRoute } from './change-password.route.ts';
import { endSessionRoute } from './end-session.route.ts';
import { jwksRoute } from './jwks.route.ts';
import { listSessionsRoute } from './list-sessions.route.ts';
import { loginRoute } from './login.route.ts';
import { logoutAllRoute } from './logout-all.route.ts';
import { logoutRoute } from './logout.route.ts';
import { openidConfigurationRoute } from './openid-configuration.route.ts';
import { refreshRoute } from './refresh.route.ts';

export type { Session } from './session.ts';
export type { Tokens } from './tokens.ts';

export const authApi = api({
  name: 'auth',
  title: 'Login, sessions and the published keys',
  routes: {
    login: loginRoute,
    refresh: refreshRoute,
    logout: logoutRoute,
    logoutAll: logoutAllRoute,
    changePassword: changePasswordRoute,
    listSessions: listSessionsRoute,
    endSession: endSessionRoute,
    jwks: jwksRoute,
    openidConfiguration: openidConfigurationRoute,
  },
});
