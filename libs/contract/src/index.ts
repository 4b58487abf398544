// The face of @gatehouse/contract. By themselves: /callers, /fields, and /stack for what belongs to a stack.
export { api, DeclarationError, type Api, type RoutesByName } from './api.ts';
export type { Callers } from './callers.ts';
export { parametersOf, pathOf } from './path.ts';
export { problemsOf } from './problems-of.ts';
export {
  METHODS,
  route,
  type AnswerBody,
  type Answers,
  type Method,
  type RefreshTokenUse,
  type RouteDeclaration,
} from './route.ts';
