// What POST /auth/password takes.
import { closed, LoginPassword, NewPassword } from '@gatehouse/http/fields';

export const ChangePasswordRequest = closed({ current_password: LoginPassword, new_password: NewPassword });
