// The vocabulary of declarations for who has this package alone: what @gatehouse/contract is inside the workspace.
export {
  route,
  type AnswerBody,
  type Answers,
  type Callers,
  type Method,
  type RouteDeclaration,
} from '@gatehouse/contract';
export { closed, Email, Id, Instant, PageLimit, PersonName } from '@gatehouse/contract/fields';
