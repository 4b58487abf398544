// A SAM function as the local runner needs it: which module, which export, how long, how much memory.
import { dirname, resolve } from 'node:path';
import type { FunctionModel } from './model.ts';
import { physicalName } from './references.ts';
import type { Resolver } from './resolver.ts';
import type { Resource } from './resources.ts';
import { functionArn } from './synthetic.ts';

/**
 * `Metadata.Source` names the TypeScript module that runs here; the last part of `Handler` names its export.
 * @throws TemplateError when a property is missing or out of Lambda's bounds
 */
export const readFunction = (resource: Resource, resolver: Resolver): FunctionModel => {
  const name = physicalName(resource.id, resolver);
  return {
    id: resource.id,
    name,
    arn: functionArn(name),
    timeoutMs: 1000 * resource.property('Timeout').integer(1, 900, 3),
    memoryMb: resource.property('MemorySize').integer(128, 10_240, 128),
    sourceFile: resolve(dirname(resolver.stack.file), resource.metadata().member('Source').string()),
    exportName: exportNameOf(resource),
  };
};

const exportNameOf = (resource: Resource): string => {
  const handler = resource.property('Handler');
  const [, name] = /\.([^./]+)$/.exec(handler.string()) ?? [];
  return name ?? handler.fail('must read module.export');
};
