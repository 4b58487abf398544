// Gatehouse's own apps, by their templates. They run in processes of their own, so that nothing here imports them.
import { fileURLToPath } from 'node:url';

/** The templates of the three apps. A package has them beside their compiled modules. */
export const APPS: readonly string[] = [
  new URL('../../../apps/authorizer/template.yaml', import.meta.url),
  new URL('../../../apps/auth/template.yaml', import.meta.url),
  new URL('../../../apps/users/template.yaml', import.meta.url),
].map((url) => fileURLToPath(url));
