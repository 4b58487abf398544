// What the command line asks for, as a declaration; held to the rules of declarations before anything is written.
import {
  api,
  DeclarationError,
  METHODS,
  parametersOf,
  type Api,
  type RouteDeclaration,
} from '@gatehouse/contract';
import { closed, Id } from '@gatehouse/contract/fields';
import { Refusal } from './refusal.ts';
import { toCamel, wordsOf } from './names.ts';

export interface RouteOptions {
  readonly app: string;
  readonly route: string;
  readonly public?: boolean;
  readonly role?: readonly string[];
  readonly self?: string | boolean;
  readonly name?: string;
}

/** A route that may be added: its name in the list of its API, and its declaration. */
export interface RequestedRoute {
  readonly name: string;
  readonly declaration: RouteDeclaration;
}

/** @throws Refusal with the option or the name, and the rule */
export const readRequest = (options: RouteOptions, existing: Api): RequestedRoute => {
  const [method = '', path = '', ...more] = options.route.trim().split(/\s+/);
  const known = METHODS.find((one) => one === method);
  if (known === undefined || path === '' || more.length > 0)
    throw new Refusal(
      `"${options.route}" must be a method (${METHODS.join(', ')}) and a path: "GET /users/{id}"`,
    );
  const name = options.name ?? nameOf(known, path);
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) throw new Refusal(`--name ${name}: must be a name in camel case`);
  if (Object.hasOwn(existing.routes, name))
    throw new Refusal(`${name}: the API has a route of this name; choose another one by --name`);
  const declaration = declare(known, path, callersOf(options));
  check(existing, name, declaration);
  return { name, declaration };
};

/** `POST /users/{id}/avatar` is `postAvatar`; a path without another word is called by its first one: `getOrders`. */
const nameOf = (method: string, path: string): string => {
  const [first = '', ...rest] = path.split('/').slice(1);
  const words = rest.filter((segment) => !segment.startsWith('{')).flatMap(wordsOf);
  const byParameter = parametersOf(path).length > 0 ? ['by', ...parametersOf(path).flatMap(wordsOf)] : [];
  return toCamel([method.toLowerCase(), ...(words.length > 0 ? words : [...wordsOf(first), ...byParameter])]);
};

const callersOf = ({ public: isPublic = false, role, self }: RouteOptions): RouteDeclaration['callers'] => {
  const guarded = role !== undefined || (self !== undefined && self !== false);
  if (isPublic && guarded) throw new Refusal('--public: a route for anyone takes no --role and no --self');
  if (isPublic) return 'anyone';
  if (!guarded) throw new Refusal('nobody may call it: say --public, --role NAME or --self [PARAMETER]');
  return {
    ...(self !== undefined && self !== false && { self: self === '' || self === 'true' ? true : self }),
    ...(role !== undefined && { roles: role }),
  };
};

const declare = (
  method: RouteDeclaration['method'],
  path: string,
  callers: RouteDeclaration['callers'],
): RouteDeclaration => {
  const parameters = parametersOf(path);
  return {
    method,
    path,
    summary: '',
    callers,
    ...(parameters.length > 0 && {
      pathParameters: closed(Object.fromEntries(parameters.map((parameter) => [parameter, Id]))),
    }),
    ...(takesBody(method) && { body: closed({}) }),
    answers: { 200: closed({}) },
    problems: [],
  };
};

const takesBody = (method: string): boolean => ['POST', 'PUT', 'PATCH'].includes(method);

const check = (existing: Api, name: string, declaration: RouteDeclaration): void => {
  try {
    api({ ...existing, routes: { ...existing.routes, [name]: declaration } });
  } catch (error) {
    if (error instanceof DeclarationError) throw new Refusal(error.message);
    throw error;
  }
};
