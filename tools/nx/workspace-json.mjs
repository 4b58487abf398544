// The Nx plugin that makes workspace.json the one list of projects. Apart, because Nx loads it before anything is built.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const JEST =
  'node --experimental-vm-modules --disable-warning=ExperimentalWarning node_modules/jest/bin/jest.js';

/** Targets follow from a project's type, so that workspace.json lists only what differs between projects. */
const targetsOf = (name, { root, type, testWorkers }) => ({
  test: tests(
    name,
    `${JEST} --config jest.config.mjs --roots ${root} --passWithNoTests${workers(testWorkers)}`,
  ),
  lint: runs(`eslint --max-warnings 0 --no-error-on-unmatched-pattern ${root}`),
  ...(type === 'app' && { package: packages(name), deploy: deploys(name) }),
});

// Projects run beside each other, so the files of one run one after another, but where they mostly wait.
const workers = (count) => (count === undefined ? ' --runInBand' : ` --maxWorkers=${count}`);

const runs = (command) => ({ executor: 'nx:run-commands', cache: true, options: { command } });

/** The report goes into the cache with the result, so that the summary of `npm test` counts what ran before too. */
const tests = (name, command) => {
  const report = `dist/tests/${name}.json`;
  return { ...runs(`${command} --json --outputFile=${report}`), outputs: [`{workspaceRoot}/${report}`] };
};

/** The zip of an app, which changes with what makes zips too. The warning is of a library of the schema compiler. */
const packages = (name) => ({
  ...runs(`node --disable-warning=DEP0040 tools/bundle/src/main.ts ${name}`),
  inputs: ['default', '^default', '{workspaceRoot}/tools/bundle/**/*'],
  outputs: ['zip', 'provenance.json', 'maps'].map((kind) => `{workspaceRoot}/dist/packages/${name}.${kind}`),
});

/** The stack of an app; the command has the zip packaged itself, after it has looked at the parameters. */
const deploys = (name) => ({
  executor: 'nx:run-commands',
  cache: false,
  options: { command: `node tools/deploy/src/main.ts ${name}` },
});

const readProjects = (workspaceRoot, file) => {
  const { projects } = readJson(join(workspaceRoot, file));
  return Object.fromEntries(
    Object.entries(projects).map(([name, project]) => [
      project.root,
      {
        name,
        root: project.root,
        sourceRoot: `${project.root}/src`,
        projectType: project.type === 'app' ? 'application' : 'library',
        tags: [...project.tags, ...releaseTagsOf(join(workspaceRoot, project.root))],
        implicitDependencies: dependenciesOf(project, projects),
        targets: targetsOf(name, project),
      },
    ]),
  );
};

/** What no import shows: a name, or `type:app` for every app, so that a new one is in no second list. */
const dependenciesOf = ({ implicitDependencies = [] }, projects) =>
  implicitDependencies.flatMap((dependency) =>
    dependency.startsWith('type:')
      ? Object.keys(projects).filter((name) => projects[name].tags.includes(dependency))
      : [dependency],
  );

/** `nx release` takes what a package.json says is published. */
const releaseTagsOf = (folder) =>
  readJson(join(folder, 'package.json')).published === undefined ? [] : ['published'];

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

export const name = 'workspace-json';

/** @type {import('nx/src/devkit-exports').CreateNodesV2} */
export const createNodes = [
  'workspace.json',
  (files, _options, { workspaceRoot }) =>
    files.map((file) => [file, { projects: readProjects(workspaceRoot, file) }]),
];
