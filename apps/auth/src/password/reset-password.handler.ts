import { resetPasswordRoute } from '@gatehouse/auth-contract/reset-password';
import { httpHandler, noContent } from '@gatehouse/http';
import { newPasswordRules, resetPasswordDeps, service } from '../compose.ts';
import { whenMailing } from '../when-mailing.ts';
import { resetPassword } from './reset-password.ts';

export const handler = whenMailing(
  httpHandler(
    resetPasswordRoute,
    { service, useCaseRules: { new_password: (password) => newPasswordRules(password, {}) } },
    async (request) => {
      const { token, new_password: newPassword } = request.body;
      await resetPassword(await resetPasswordDeps(request), { token, newPassword });
      return noContent();
    },
  ),
);
