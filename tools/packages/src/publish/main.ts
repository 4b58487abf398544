// The command behind `npm run publish-packages`: builds the packages and publishes those whose version is new. A workflow runs it.
import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from '../build-all.ts';
import { publishNew, type Npm } from './publish-new.ts';

const workspace = resolve(import.meta.dirname, '../../../..');
const { repository } = parseArgs({ options: { repository: { type: 'string' } } }).values;
if (repository === undefined)
  throw new Error('--repository ADDRESS is needed: npm compares it with the provenance');

const npm: Npm = async (args) => {
  const { status, stdout } = spawnSync('npm', args, {
    cwd: workspace,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { status: status ?? 1, stdout };
};

const tarballs = await buildAll(workspace, join(workspace, 'dist/npm'), repository);
const published = await publishNew(tarballs, npm);
for (const { name, version } of published) console.log(`published ${name} ${version}`);
console.log(`${published.length} of ${tarballs.length} packages were new`);

// All of them: a run that broke off may have left one without its tag.
const output = process.env['GITHUB_OUTPUT'];
if (output !== undefined) appendFileSync(output, `tags=${tarballs.map(({ tag }) => tag).join(' ')}\n`);
