// What POST /auth/login takes. The rules for new passwords are not asked of old ones.
import { closed, Email, LoginPassword } from '@gatehouse/http/fields';

export const LoginRequest = closed({ email: Email, password: LoginPassword });
