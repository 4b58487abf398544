// The kinds of hashes that other systems write, by how a text of the kind begins. The code of a kind, and the package that it
// stands on, are loaded when the first hash of it is met.
import type { Form } from './form.ts';

type Load = () => Promise<Form>;

const bcrypt: Load = () => import('./bcrypt.ts');
const bcryptSha256: Load = () => import('./bcrypt-sha256.ts');
const firebase: Load = () => import('./firebase.ts');

const FORMS: readonly (readonly [beginning: string, load: Load])[] = [
  ['$2a$', bcrypt],
  ['$2b$', bcrypt],
  ['$2y$', bcrypt],
  ['bcrypt$', bcrypt],
  ['bcrypt_sha256$', bcryptSha256],
  ['$bcrypt-sha256$', bcryptSha256],
  ['pbkdf2_', () => import('./django-pbkdf2.ts')],
  ['pbkdf2:', () => import('./werkzeug-pbkdf2.ts')],
  ['$pbkdf2', () => import('./phc-pbkdf2.ts')],
  ['scrypt$', () => import('./django-scrypt.ts')],
  ['scrypt:', () => import('./werkzeug-scrypt.ts')],
  ['$scrypt$', () => import('./phc-scrypt.ts')],
  ['$fbscrypt$', firebase],
  ['$firescrypt$', firebase],
];

/** How the kind of a hash is loaded; undefined for Argon2's, and for a text that is none of these. */
export const findForm = (text: string): Load | undefined =>
  FORMS.find(([beginning]) => text.startsWith(beginning))?.[1];
