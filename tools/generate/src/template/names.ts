// Logical ids. A stack in use updates in place as long as they stay what they are.
import type { Api } from '@gatehouse/contract';

const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** `AuthApi`, of the API `auth`. */
export const apiIdOf = ({ name }: Api): string =>
  `${name
    .split(/[^A-Za-z0-9]/)
    .map(capitalized)
    .join('')}Api`;

/** `LogoutAllFunction`, of the route `logoutAll`. */
export const functionIdOf = (route: string): string => `${capitalized(route)}Function`;
