// The face of a zip's provenance, for whoever verifies it.
export { dirHashOf, sha256Of } from './digests.ts';
export { LOCK, lockedPackages, sourceMaterials } from './materials.ts';
export {
  BUILD_TYPE,
  PREDICATE_TYPE,
  STATEMENT_TYPE,
  statementOf,
  type Build,
  type Resource,
  type Statement,
} from './statement.ts';
