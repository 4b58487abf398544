// npx nx g ./tools/nx:route APP "METHOD /path": a declaration, a use case, a handler, a test, and a line in each of two lists.
import type { ApiStack } from '@gatehouse/contract/stack';
import type { Tree } from 'nx/src/generators/tree.js';
import { derive } from './derive.ts';
import { insertExport, insertMember } from './insert.ts';
import { toKebab } from './names.ts';
import { readRequest, type RouteOptions } from './requested-route.ts';
import { filesOf } from './route-files.ts';
import { addFiles, readText, stackOf, writeFormatted } from './workspace-files.ts';

/** Nx writes the files when this ends well, and then calls what it gave. @throws Refusal; then nothing is written */
export default async (tree: Tree, options: RouteOptions): Promise<() => void> => {
  const { app } = options;
  const stack = await stackOf(tree.root, app);
  const request = readRequest(options, stack.api);
  const kebab = toKebab(request.name);
  const [list, stackFile] = [`libs/${stack.api.name}-contract/src/routes.ts`, `apps/${app}/stack.ts`];
  const hasStores = stack.variables.includes('DATABASE_URL');
  await addFiles(tree, filesOf({ app, apiName: stack.api.name, hasStores }, request));
  const exported = `export { ${request.name}Route as ${request.name} } from './${kebab}.route.ts';`;
  await writeFormatted(tree, list, insertExport(readText(tree, list), exported));
  const line = `${request.name}: { source: '${kebab}/${kebab}', role: '${roleOf(stack)}' }`;
  await writeFormatted(
    tree,
    stackFile,
    insertMember(stackFile, readText(tree, stackFile), 'functions', line),
  );
  return () => derive(tree.root);
};

/** The role that may read least; of several the first. The line in stack.ts is the place to give it another one. */
const roleOf = ({ roles }: ApiStack): string =>
  Object.entries(roles).toSorted(([, one], [, other]) => one.reads.length - other.reads.length)[0]?.[0] ?? '';
