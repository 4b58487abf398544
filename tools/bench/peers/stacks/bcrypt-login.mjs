// A plain handler's login with bcryptjs and jsonwebtoken, on SQLite as ours is: what tutorials teach.
import { randomBytes, randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import bcrypt from 'bcryptjs';
import jsonwebtoken from 'jsonwebtoken';

/** bcryptjs's own default, and OWASP's minimum. */
export const COST = 10;

export const createLogin = async ({ file, email, password, pem, issuer, audience }) => {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE users (email TEXT PRIMARY KEY, id TEXT, password_hash TEXT)');
  database.exec('CREATE TABLE sessions (id TEXT PRIMARY KEY, user TEXT, token TEXT)');
  const row = [email, randomUUID(), await bcrypt.hash(password, COST)];
  database.prepare('INSERT INTO users VALUES (?, ?, ?)').run(...row);
  const find = database.prepare('SELECT * FROM users WHERE email = ?');
  const insert = database.prepare('INSERT INTO sessions VALUES (?, ?, ?)');
  return async (event) => {
    const input = JSON.parse(event.body);
    const user = find.get(email);
    if (user === undefined || !(await bcrypt.compare(input.password, user.password_hash)))
      return { statusCode: 400, body: '' };
    const refreshToken = randomBytes(32).toString('base64url');
    insert.run(randomUUID(), user.id, refreshToken);
    const options = { algorithm: 'ES256', issuer, audience, subject: user.id, expiresIn: 300 };
    return {
      statusCode: 200,
      body: JSON.stringify({
        access_token: jsonwebtoken.sign({}, pem, options),
        refresh_token: refreshToken,
      }),
    };
  };
};
