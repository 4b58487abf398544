// POST /auth/password
import { httpHandler, noContent } from '@gatehouse/http';
import { changePasswordDeps, newPasswordRules, service } from '../compose.ts';
import { changePassword } from './change-password.ts';
import { ChangePasswordRequest } from './change-password.schema.ts';

export const handler = httpHandler(
  {
    service,
    authenticated: true,
    body: ChangePasswordRequest,
    bodyRules: { new_password: newPasswordRules },
  },
  async ({ principal, body: { current_password: currentPassword, new_password: newPassword } }) => {
    await changePassword(await changePasswordDeps(), { principal, currentPassword, newPassword });
    return noContent();
  },
);
