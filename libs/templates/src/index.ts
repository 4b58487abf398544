// The face of @gatehouse/templates: for tests alone.
export { describeHandlers } from './describe-handlers.ts';
export { describeStack } from './describe-stack.ts';
export { parseTemplate, type TemplateValue } from './parse-template.ts';
export { resolveStack, type Parameters } from './resolve-stack.ts';
export type { StackExpectations } from './stack-view.ts';
export { translate } from './translate.ts';
