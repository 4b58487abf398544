// The face of @gatehouse/templates: for tests alone.
export { describeApiTemplate } from './describe-api-template.ts';
export { describeStack } from './describe-stack.ts';
export { readTemplate, type Template, type TemplateFunction, type TemplateRoute } from './read-template.ts';
export type { StackExpectations } from './stack-view.ts';
