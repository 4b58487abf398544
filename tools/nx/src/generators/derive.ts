// What runs once the new files are there.
import { execFileSync } from 'node:child_process';

/** Runs `npm run generate`, so that the templates and all else that is derived know what is new. */
export const derive = (root: string): void => {
  execFileSync('npm', ['run', '--silent', 'generate'], { cwd: root, stdio: 'inherit' });
};

/** Links new workspaces, and writes them into the lock as `npm ci` wants them. Nothing is fetched. */
export const link = (root: string): void => {
  execFileSync('npm', ['install', '--ignore-scripts', '--prefer-offline', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
};
