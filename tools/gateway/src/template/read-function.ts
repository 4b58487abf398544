// A SAM function as it runs here: which module, which export, which variables, how long, how much memory.
import { dirname, resolve } from 'node:path';
import { findCode } from './find-code.ts';
import type { Code } from './find-code.ts';
import type { FunctionIdentity, FunctionModel } from './model.ts';
import { readEnvironment } from './read-environment.ts';
import { physicalName } from './references.ts';
import type { Resolver } from './resolving.ts';
import type { Resource } from './resources.ts';
import { functionArn } from './synthetic.ts';

/** @throws TemplateError when a property is out of Lambda's bounds */
export const readIdentity = (resource: Resource, resolver: Resolver): FunctionIdentity => {
  const name = physicalName(resource.id, resolver);
  return {
    id: resource.id,
    name,
    arn: functionArn(name),
    timeoutMs: 1000 * resource.property('Timeout').integer(1, 900, 3),
  };
};

/**
 * A function that is to run. `Metadata.Source` names the module of a function of this workspace, `CodeUri` and `Handler` that of
 * any other.
 * @throws TemplateError when a property is missing or out of Lambda's bounds, and for code that does not run here
 */
export const readFunction = (
  resource: Resource,
  identity: FunctionIdentity,
  resolver: Resolver,
  localValues: Readonly<Record<string, string>>,
): FunctionModel => {
  assertRuns(resource);
  return {
    ...identity,
    memoryMb: resource.property('MemorySize').integer(128, 10_240, 128),
    environment: readEnvironment(resource, localValues),
    handler: resource.property('Handler').string(),
    takesCallback: nodeVersion(resource) < 24,
    ...(hasSource(resource)
      ? { ...readSource(resource, resolver), taskRoot: null }
      : findCode(resource, dirname(resolver.stack.file))),
  };
};

/** Whether the template names a module for this gateway. */
export const hasSource = (resource: Resource): boolean => resource.metadata().member('Source').present;

const assertRuns = (resource: Resource): void => {
  const packageType = resource.property('PackageType');
  if (packageType.string('Zip') !== 'Zip') packageType.fail('must be Zip: container images do not run here');
  for (const name of ['ImageConfig', 'ImageUri', 'InlineCode']) {
    const field = resource.property(name);
    if (!field.omitted) field.fail('does not run here: what runs is a module in a file');
  }
};

/** The newest, where nothing is said. */
const nodeVersion = (resource: Resource): number => {
  const runtime = resource.property('Runtime');
  const [, version] = /^nodejs(\d+)\.x$/.exec(runtime.string('nodejs24.x')) ?? [];
  return version === undefined
    ? runtime.fail(`${runtime.string()} does not run here: only Node.js does`)
    : Number(version);
};

const readSource = (resource: Resource, resolver: Resolver): Omit<Code, 'taskRoot'> => {
  const handler = resource.property('Handler');
  const [, exportName] = /\.([^./]+)$/.exec(handler.string()) ?? [];
  return {
    sourceFile: resolve(dirname(resolver.stack.file), resource.metadata().member('Source').string()),
    exportName: exportName ?? handler.fail('must read module.export'),
  };
};
