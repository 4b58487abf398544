// SAM's functions and APIs in CloudFormation's terms, as far as the template itself says it: what the tests of a stack look
// at where there is no translator.
import type { TemplateValue } from './parse-template.ts';

/** The template with `AWS::Lambda::Function` and `AWS::ApiGateway::Stage` in place of SAM's types. */
export const expandSam = (template: TemplateValue): TemplateValue => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries<TemplateValue>(template.Resources).map(([id, resource]) => [
      id,
      expand(resource, template),
    ]),
  ),
});

const expand = (resource: TemplateValue, { Globals }: TemplateValue): TemplateValue => {
  switch (resource.Type) {
    case 'AWS::Serverless::Function':
      return {
        ...resource,
        Type: 'AWS::Lambda::Function',
        Properties: merge(Globals.Function, resource.Properties),
      };
    case 'AWS::Serverless::Api':
      return { ...resource, Type: 'AWS::ApiGateway::Stage' };
    default:
      return resource;
  }
};

/** Maps merge and lists join, as SAM does it; anything else of the function wins. */
const merge = (globals: TemplateValue, own: TemplateValue): TemplateValue => {
  if (own === undefined) return globals;
  if (Array.isArray(globals) && Array.isArray(own)) return [...globals, ...own];
  if (typeof globals !== 'object' || typeof own !== 'object') return own;
  const names = new Set([...Object.keys(globals), ...Object.keys(own)]);
  return Object.fromEntries([...names].map((name) => [name, merge(globals[name], own[name])]));
};
