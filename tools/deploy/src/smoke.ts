// npm run smoke: the smoke test of tools/e2e at GATEHOUSE_URL. Apart from the suite, because a suite that is skipped ends
// well, which is right for npm test and wrong for whoever has just deployed.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];
const SUITE = ['--config', 'jest.config.mjs', '--roots', 'tools/e2e', '--testPathPatterns', 'smoke'];

const main = (): number => {
  if (!process.env['GATEHOUSE_URL']) {
    console.error('npm run smoke: set GATEHOUSE_URL to the address of a deployment; nothing was tested');
    return 1;
  }
  const cwd = resolve(import.meta.dirname, '../../..');
  return spawnSync(process.execPath, [...JEST, ...SUITE], { cwd, stdio: 'inherit' }).status ?? 1;
};

process.exitCode = main();
