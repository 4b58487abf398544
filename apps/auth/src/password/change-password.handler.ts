import { changePasswordRoute } from '@gatehouse/auth-contract/change-password';
import { httpHandler, noContent } from '@gatehouse/http';
import { changePasswordDeps, newPasswordRules, service } from '../compose.ts';
import { changePassword } from './change-password.ts';

export const handler = httpHandler(
  changePasswordRoute,
  { service, useCaseRules: { new_password: (password) => newPasswordRules(password, {}) } },
  async (request) => {
    const { principal, body, sourceAddress: address } = request;
    const { current_password: currentPassword, new_password: newPassword } = body;
    const input = { principal, currentPassword, newPassword, address };
    await changePassword(await changePasswordDeps(request), input);
    return noContent();
  },
);
