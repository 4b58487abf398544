// What Ref and Fn::GetAtt name: parameters, pseudo parameters and resources; local resources get made-up ARNs.
import { ACCOUNT_ID, PARTITION, REGION, functionArn, restApiId } from './synthetic.ts';
import { Field, isMap } from './field.ts';
import type { Resolver } from './resolver.ts';

/** The value of `Ref name`; `undefined` for `AWS::NoValue`. */
export const referenceTo = (name: string, at: string, resolver: Resolver): unknown => {
  if (name.startsWith('AWS::')) return pseudoParameter(name, at, resolver);
  if (Object.hasOwn(resolver.section('Parameters'), name)) return parameter(name, at, resolver);
  const stageOf = /^(.+)\.Stage$/.exec(name)?.[1];
  if (stageOf !== undefined) return stageName(stageOf, at, resolver);
  const { type } = resource(name, at, resolver);
  return type === 'AWS::Serverless::Api' ? restApiId(resolver.stack.app, name) : physicalName(name, resolver);
};

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
  const chosen = resolver.resolve(given, `Resources.${name}.Properties.FunctionName`);
  return typeof chosen === 'string' ? chosen : `${resolver.stack.stackName}-${name}`;
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
  const given = stack.parameterValue(name);
  const fallback = declared.member('Default');
  if (given === undefined && !fallback.present) {
    return resolver.fail(at, `the parameter ${name} has neither a value here nor a Default`);
  }
  const text = given ?? fallback.string();
  const isList = /^(CommaDelimitedList|List<.*>)$/.test(declared.member('Type').string('String'));
  return isList ? text.split(',').map((item) => item.trim()) : text;
};

const stageName = (api: string, at: string, resolver: Resolver): unknown =>
  resolver.resolve(resource(api, at, resolver).properties['StageName'], at);

const resource = (name: string, at: string, resolver: Resolver) => {
  const resources = resolver.section('Resources');
  if (!Object.hasOwn(resources, name)) return resolver.fail(at, `there is no parameter or resource ${name}`);
  const found = new Field(resolver.stack.file, `Resources.${name}`, resources[name]);
  const { Properties: properties } = found.map();
  return { type: found.member('Type').string(), properties: isMap(properties) ? properties : {} };
};
