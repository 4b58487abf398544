// What a template has beside the resources that run here: its sections, its transform, and resources of other types.
import type { Field } from './field.ts';
import { checkMembers } from './member-table.ts';
import { API, FUNCTION, GLOBALS, HTTP_API, OTHER_SAM_RESOURCES, TEMPLATE } from './members.ts';
import type { Notes } from './notes.ts';
import type { Resolver } from './resolving.ts';
import { isMap } from './values.ts';

/**
 * Notes the resources that do not run here.
 * @throws TemplateError for a section, a transform or a SAM resource that the gateway does not know
 */
export const checkSections = (resolver: Resolver, notes: Notes): void => {
  const { template } = resolver.stack;
  const sections = Object.entries(template).filter(([name]) => !name.startsWith('x-'));
  checkMembers(resolver.field(Object.fromEntries(sections), ''), TEMPLATE);
  checkGlobals(resolver.field(resolver.section('Globals'), 'Globals'));
  checkTransforms(resolver);
  for (const [id, definition] of Object.entries(resolver.section('Resources')))
    checkResource(`Resources.${id}`, definition, resolver, notes);
};

const checkGlobals = (globals: Field): void => {
  checkMembers(globals, GLOBALS);
  checkMembers(globals.member('Api'), API);
  checkMembers(globals.member('Function'), FUNCTION);
  checkMembers(globals.member('HttpApi'), HTTP_API);
};

/** Language extensions are functions, each of which is refused where it is used. */
const TRANSFORMS = ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions'];

const checkTransforms = (resolver: Resolver): void => {
  const given = resolver.stack.template['Transform'] ?? [];
  for (const name of Array.isArray(given) ? (given as unknown[]) : [given])
    if (!TRANSFORMS.includes(String(name)))
      resolver.fail('Transform', 'what another transform makes of this template is not known here');
};

const checkResource = (at: string, definition: unknown, resolver: Resolver, notes: Notes): void => {
  const type = isMap(definition) ? definition['Type'] : undefined;
  if (typeof type !== 'string') return resolver.fail(at, 'is no resource: it has no Type');
  const [, samType] = /^AWS::Serverless::(.*)$/.exec(type) ?? [];
  if (samType === 'Api' || samType === 'Function' || samType === 'HttpApi') return;
  if (samType !== undefined && !OTHER_SAM_RESOURCES.includes(samType))
    resolver.fail(`${at}.Type`, `SAM has no resource ${type}`);
  if (!BESIDE.test(type)) notes.say(at, `${type} does not run here`);
};

/** What watches, permits and addresses the functions and APIs of a deployment, without a part in what they answer. */
const BESIDE = /^AWS::(IAM|Logs|CloudWatch)::|^AWS::Lambda::Permission$|^AWS::ApiGatewayV2::RoutingRule$/;
