// What POST /auth/password takes. The length of a new password is configured, so the use case asks for it.
import { closed, LoginPassword } from '@gatehouse/http/fields';

export const ChangePasswordRequest = closed({ current_password: LoginPassword, new_password: LoginPassword });
