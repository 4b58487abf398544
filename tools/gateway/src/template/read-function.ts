// A SAM function as it runs here: which module, which export, which variables, how long, how much memory.
import { dirname, resolve } from 'node:path';
import type { FunctionModel } from './model.ts';
import { readEnvironment } from './read-environment.ts';
import { physicalName } from './references.ts';
import type { Resolver } from './resolving.ts';
import type { Resource } from './resources.ts';
import { functionArn } from './synthetic.ts';

/**
 * `Metadata.Source` names the TypeScript module that runs from the sources; the last part of `Handler` its export.
 * @throws TemplateError when a property is missing or out of Lambda's bounds
 */
export const readFunction = (
  resource: Resource,
  resolver: Resolver,
  localValues: Readonly<Record<string, string>>,
): FunctionModel => {
  const name = physicalName(resource.id, resolver);
  const packageType = resource.property('PackageType');
  if (packageType.string('Zip') !== 'Zip') packageType.fail('must be Zip: container images do not run here');
  return {
    id: resource.id,
    name,
    arn: functionArn(name),
    timeoutMs: 1000 * resource.property('Timeout').integer(1, 900, 3),
    memoryMb: resource.property('MemorySize').integer(128, 10_240, 128),
    sourceFile: resolve(dirname(resolver.stack.file), readSource(resource)),
    environment: readEnvironment(resource, localValues),
    ...readHandler(resource),
  };
};

const readSource = (resource: Resource): string => {
  const source = resource.metadata().member('Source');
  return source.present
    ? source.string()
    : source.fail('must be a string: the TypeScript module that runs here for this function');
};

const readHandler = (resource: Resource): Pick<FunctionModel, 'handler' | 'exportName'> => {
  const field = resource.property('Handler');
  const handler = field.string();
  const [, exportName] = /\.([^./]+)$/.exec(handler) ?? [];
  return { handler, exportName: exportName ?? field.fail('must read module.export') };
};
