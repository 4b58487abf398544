// The rules of one stack that its types do not hold, since a stack may be written without asking the compiler.
import type { ApiStack, ScheduledFunction, StackFunction } from '@gatehouse/contract/stack';
import { GenerationError } from './generation-error.ts';
import { AUDIT_FUNCTION, AUDIT_QUERIES, AUDIT_ROLE } from './template/audit.ts';
import { HASHING_MIB } from './template/functions.ts';
import { functionIdOf } from './template/names.ts';
import { SECRETS } from './template/secrets.ts';
import { VARIABLES } from './template/variables.ts';

/** @throws GenerationError with the file, the name and the rule */
export const checkStack = (file: string, stack: ApiStack): void => {
  checkVariables(file, stack);
  if (!stack.variables.includes('CORS_ORIGINS'))
    throw new GenerationError(`${file}: variables must list CORS_ORIGINS, which the API's own answers name`);
  if (!isPriority(stack.routingPriority))
    throw new GenerationError(`${file}: routingPriority must be a whole number from 1 to 1000000`);
  checkFunctions(file, stack);
  checkScheduled(file, stack);
  checkRoles(file, stack);
  checkAudit(file, stack);
};

const isPriority = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 1_000_000;

/** Each variable is one of the catalogue's, and stands once. */
export const checkVariables = (
  file: string,
  { variables }: { readonly variables: readonly string[] },
): void => {
  for (const variable of variables)
    if (!Object.hasOwn(VARIABLES, variable))
      throw new GenerationError(
        `${file}: there is no variable ${variable} in tools/generate/src/template/variables.ts`,
      );
  const twice = variables.find((variable, index) => variables.indexOf(variable) !== index);
  if (twice !== undefined) throw new GenerationError(`${file}: the variable ${twice} stands twice`);
};

const checkFunctions = (file: string, { api, functions, roles }: ApiStack): void => {
  const unknown = Object.keys(functions).find((name) => !Object.hasOwn(api.routes, name));
  const missing = Object.keys(api.routes).find((name) => !Object.hasOwn(functions, name));
  if (unknown !== undefined) throw new GenerationError(`${file}: the API has no route ${unknown}`);
  if (missing !== undefined)
    throw new GenerationError(`${file}: the route ${missing} has no line in functions`);
  for (const [name, line] of Object.entries<StackFunction>(functions)) {
    const fault = functionFaultOf(name, line, roles);
    if (fault !== undefined) throw new GenerationError(`${file}: ${name}: ${fault}`);
  }
};

const functionFaultOf = (
  name: string,
  { role, memoryMiB = HASHING_MIB, hashesPasswords }: StackFunction,
  roles: ApiStack['roles'],
): string | undefined => {
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) return 'its name must be of letters and digits, as a logical id is';
  if (!Object.hasOwn(roles, role)) return `there is no role ${role} in roles`;
  return hashesPasswords && memoryMiB < HASHING_MIB
    ? `hashesPasswords takes ${HASHING_MIB} MiB at least`
    : undefined;
};

const checkScheduled = (file: string, stack: ApiStack): void => {
  for (const [name, line] of Object.entries<ScheduledFunction>(stack.scheduled ?? {})) {
    const fault = scheduledFaultOf(name, line, stack);
    if (fault !== undefined) throw new GenerationError(`${file}: ${name}: ${fault}`);
  }
};

const scheduledFaultOf = (
  name: string,
  { role, schedule, onlyWith }: ScheduledFunction,
  { api, roles, variables }: ApiStack,
): string | undefined => {
  if (Object.hasOwn(api.routes, name)) return 'a route has this name already';
  if (!/^(rate|cron)\(.+\)$/.test(schedule)) return 'its schedule must be rate(…) or cron(…)';
  if (onlyWith !== undefined && !variables.includes(onlyWith))
    return `onlyWith names ${onlyWith}, so that variables must list it`;
  return functionFaultOf(name, { role, source: '' }, roles);
};

const checkRoles = (file: string, { roles, variables }: ApiStack): void => {
  for (const [role, { reads, readsAccessTable, sendsMail }] of Object.entries(roles)) {
    if (!/^[A-Z][A-Za-z0-9]*Role$/.test(role))
      throw new GenerationError(
        `${file}: ${role}: the name of a role must end in Role, as no other resource's does`,
      );
    if (readsAccessTable && !variables.includes('ACCESS_TABLE'))
      throw new GenerationError(
        `${file}: ${role} reads the access table, so that variables must list ACCESS_TABLE`,
      );
    const needed = sendsMail ? MAIL_VARIABLES.find((variable) => !variables.includes(variable)) : undefined;
    if (needed !== undefined)
      throw new GenerationError(`${file}: ${role} sends mail, so that variables must list ${needed}`);
    for (const name of reads) {
      if (!Object.hasOwn(SECRETS, name))
        throw new GenerationError(`${file}: ${role}: there is no secret ${name}`);
      const missing = SECRETS[name].variables.find((variable) => !variables.includes(variable));
      if (missing !== undefined)
        throw new GenerationError(`${file}: ${role} reads ${name}, so that variables must list ${missing}`);
    }
  }
};

const MAIL_VARIABLES = ['MAIL_URL', 'MAIL_FROM', 'ACCOUNT_URL'];

const checkAudit = (file: string, { audit, api, roles }: ApiStack): void => {
  if (audit === undefined) return;
  const unknown = audit.queries.find((query) => !AUDIT_QUERIES.includes(query));
  if (unknown !== undefined) throw new GenerationError(`${file}: audit: there is no query ${unknown}`);
  const route = Object.keys(api.routes).find((name) => functionIdOf(name) === AUDIT_FUNCTION);
  const taken = route ?? Object.keys(roles).find((name) => name === AUDIT_ROLE);
  if (taken !== undefined)
    throw new GenerationError(`${file}: ${taken} must have another name, since the audit log has this one`);
};
