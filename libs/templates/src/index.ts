// The face of @gatehouse/templates: for tests alone.
export { describeApiTemplate } from './describe-api-template.ts';
export { readTemplate, type Template, type TemplateFunction, type TemplateRoute } from './read-template.ts';
