// What Ref and Fn::GetAtt name: parameters, pseudo parameters and resources; local resources get made-up ARNs.
import { Field } from './field.ts';
import { propertiesOf } from './globals.ts';
import { parameterValue } from './parameters.ts';
import type { Resolver } from './resolving.ts';
import {
  ACCOUNT_ID,
  functionArn,
  IMPLICIT_API,
  IMPLICIT_API_DEFINITION,
  IMPLICIT_HTTP_API,
  IMPLICIT_HTTP_API_DEFINITION,
  PARTITION,
  REGION,
  restApiId,
} from './synthetic.ts';
import { isMap } from './values.ts';

/** The value of `Ref name`; `undefined` for `AWS::NoValue`. */
export const referenceTo = (name: string, at: string, resolver: Resolver): unknown => {
  if (name.startsWith('AWS::')) return pseudoParameter(name, at, resolver);
  if (Object.hasOwn(resolver.section('Parameters'), name)) return parameter(name, at, resolver);
  const [, owner = '', made] = /^(.+)\.(Stage|Alias|Version)$/.exec(name) ?? [];
  if (made === 'Stage') return stageName(owner, at, resolver);
  if (made !== undefined) return qualifiedArn(owner, made, at, resolver);
  const { type } = resource(name, at, resolver);
  return API_TYPES.includes(type) ? restApiId(resolver.stack.app, name) : physicalName(name, resolver);
};

const API_TYPES = ['AWS::Serverless::Api', 'AWS::Serverless::HttpApi'];

/** The value of `Fn::GetAtt`: the ARN of a local resource, which nothing outside this process knows. */
export const attributeOf = (name: string, attribute: string, at: string, resolver: Resolver): unknown => {
  const { type } = resource(name, at, resolver);
  if (type === 'AWS::Serverless::Api' && attribute === 'RootResourceId')
    return restApiId(resolver.stack.app, `${name}/`);
  if (!attribute.endsWith('Arn')) return resolver.fail(at, `${attribute} of ${name} is not known here`);
  if (type === 'AWS::Serverless::Function') return functionArn(physicalName(name, resolver));
  const service = type.split('::')[1]?.toLowerCase() ?? 'custom';
  return `arn:${PARTITION}:${service}:${REGION}:${ACCOUNT_ID}:${physicalName(name, resolver)}`;
};

/** The name of a resource as CloudFormation would make it: stack and logical id, unless a function names itself. */
export const physicalName = (name: string, resolver: Resolver): string => {
  const given = resource(name, name, resolver).properties['FunctionName'];
  const chosen = resolver.field(given, `Resources.${name}.Properties.FunctionName`);
  return chosen.present ? chosen.string() : `${resolver.stack.stackName}-${name}`;
};

const pseudoParameter = (name: string, at: string, resolver: Resolver): unknown => {
  const { stack } = resolver;
  switch (name) {
    case 'AWS::NoValue':
      return undefined;
    case 'AWS::AccountId':
      return ACCOUNT_ID;
    case 'AWS::Region':
      return REGION;
    case 'AWS::Partition':
      return PARTITION;
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::StackName':
      return stack.stackName;
    case 'AWS::StackId':
      return `arn:${PARTITION}:cloudformation:${REGION}:${ACCOUNT_ID}:stack/${stack.stackName}/local`;
    case 'AWS::NotificationARNs':
      return [];
    default:
      return resolver.fail(at, `there is no pseudo parameter ${name}`);
  }
};

const parameter = (name: string, at: string, resolver: Resolver): unknown => {
  const { stack } = resolver;
  const declared = new Field(stack.file, `Parameters.${name}`, resolver.section('Parameters')[name]);
  return parameterValue(declared, stack.parameterValue(name), (problem) => resolver.fail(at, problem));
};

const stageName = (api: string, at: string, resolver: Resolver): unknown =>
  resolver.resolve(resource(api, at, resolver).properties['StageName'], at);

/** SAM's `Function.Alias` and `Function.Version`: the ARN of what `AutoPublishAlias` publishes. */
const qualifiedArn = (id: string, made: string, at: string, resolver: Resolver): string => {
  const alias = aliasOf(id, at, resolver);
  if (alias === undefined) return resolver.fail(at, `${id} has no ${made} without an AutoPublishAlias`);
  return `${functionArn(physicalName(id, resolver))}:${made === 'Alias' ? alias : FIRST_VERSION}`;
};

/** What a version is called that is published here; nothing is published, so each function has this one alone. */
export const FIRST_VERSION = '1';

/** The alias that a function publishes itself under, or undefined. */
export const aliasOf = (id: string, at: string, resolver: Resolver): string | undefined => {
  const { type, properties } = resource(id, at, resolver);
  if (type !== 'AWS::Serverless::Function') return undefined;
  const alias = resolver.field(properties['AutoPublishAlias'], `Resources.${id}.Properties.AutoPublishAlias`);
  return alias.present ? alias.string() : undefined;
};

const resource = (name: string, at: string, resolver: Resolver) => {
  const definition = definitionOf(name, at, resolver);
  const found = new Field(resolver.stack.file, `Resources.${name}`, definition);
  const type = found.member('Type').string();
  const { Properties: own } = found.map();
  const properties = type.startsWith('AWS::Serverless::') ? propertiesOf(name, found.map(), resolver) : own;
  return { type, properties: isMap(properties) ? properties : {} };
};

const definitionOf = (name: string, at: string, resolver: Resolver): unknown => {
  const resources = resolver.section('Resources');
  if (Object.hasOwn(resources, name)) return resources[name];
  if (name === IMPLICIT_API) return IMPLICIT_API_DEFINITION;
  if (name === IMPLICIT_HTTP_API) return IMPLICIT_HTTP_API_DEFINITION;
  return resolver.fail(at, `there is no parameter or resource ${name}`);
};
