// The tables of routes of the pages, from the declarations.
import type { Api, RouteDeclaration } from '@gatehouse/contract';
import type { TSchema } from 'typebox';
import type { Workspace } from '../workspace.ts';
import { tableOf } from './table.ts';

/** What is sent and what comes back as well: the table of the contract's page. */
export const routesOfContract = ({ apis }: Workspace): string =>
  tableOf(
    ['route', 'who', 'body', 'answer'],
    allRoutes(apis).map((route) => [nameOf(route), whoOf(route), bodyOf(route.body), answersOf(route)]),
  );

const allRoutes = (apis: readonly Api[]): readonly RouteDeclaration[] =>
  apis.flatMap(({ routes }) => Object.values(routes));

const nameOf = ({ method, path }: RouteDeclaration): string => `\`${method} ${path}\``;

const whoOf = ({ callers }: RouteDeclaration): string => {
  if (callers === 'anyone') return callers;
  const { roles = [], self, mfa } = callers;
  const who = [...(self === undefined ? [] : ['self']), ...roles].join(', ');
  return mfa === undefined ? who : `${who}; two factors`;
};

/** The members of a body, or of each form that it may have. */
const bodyOf = (schema: TSchema | undefined): string => {
  if (schema === undefined) return '';
  const { anyOf, properties = {}, required = [], minProperties } = schema as ObjectSchema;
  if (anyOf !== undefined) return anyOf.map(bodyOf).join(', or ');
  if (minProperties !== undefined) return chosenOf(Object.keys(properties), required);
  return listed(Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`)));
};

/** Of a body that needs more members than those that it always has. */
const chosenOf = (names: readonly string[], required: readonly string[]): string => {
  const free = names.filter((name) => !required.includes(name));
  return required.length === 0
    ? `any of ${listed(free)}`
    : `${listed(required)}, and ${free.map((name) => `\`${name}\``).join(' or ')}`;
};

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const answersOf = ({ answers }: RouteDeclaration): string =>
  Object.entries(answers)
    .map(([status, schema]) => answerOf(Number(status), schema))
    .join(', or ');

const answerOf = (status: number, schema: TSchema | null): string => {
  const code = status === 201 ? '201, `Location`,' : `${status}`;
  if (schema === null) return code.replace(/,$/, '');
  const { title, properties = {} } = schema as ObjectSchema;
  return `${code} ${title?.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase() ?? `\`{${Object.keys(properties).join(', ')}}\``}`;
};

/** What these tables read of a schema. */
interface ObjectSchema {
  readonly title?: string;
  readonly anyOf?: readonly TSchema[];
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly minProperties?: number;
}
