import { changePasswordRoute } from '@gatehouse/auth-contract/change-password';
import { httpHandler, noContent } from '@gatehouse/http';
import { changePasswordDeps, newPasswordRules, service } from '../compose.ts';
import { changePassword } from './change-password.ts';

export const handler = httpHandler(
  changePasswordRoute,
  { service, useCaseRules: { new_password: (password) => newPasswordRules(password, {}) } },
  async ({ principal, body: { current_password: currentPassword, new_password: newPassword } }) => {
    await changePassword(await changePasswordDeps(), { principal, currentPassword, newPassword });
    return noContent();
  },
);
