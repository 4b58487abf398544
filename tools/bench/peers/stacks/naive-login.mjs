// A login as one writes it on a Monday: a driver, a hash, a token, all imported at the top. The peer of a cold login.
import { randomBytes, randomUUID } from 'node:crypto';
import argon2 from 'argon2';
import jsonwebtoken from 'jsonwebtoken';
import { MongoClient } from 'mongodb';

const { url, pem, issuer, audience } = JSON.parse(process.env.BENCH_LOGIN);
const client = new MongoClient(url);

export const handler = async ({ body }) => {
  const { email, password } = JSON.parse(body);
  const database = client.db();
  const user = await database.collection('naive_users').findOne({ email });
  if (user === null || !(await argon2.verify(user.password_hash, password)))
    return { statusCode: 400, body: JSON.stringify({ message: 'wrong email or password' }) };
  const refreshToken = randomBytes(32).toString('base64url');
  await database.collection('naive_sessions').insertOne({ _id: randomUUID(), user: user._id, refreshToken });
  const options = { algorithm: 'ES256', issuer, audience, subject: String(user._id), expiresIn: 300 };
  const accessToken = jsonwebtoken.sign({ roles: user.roles }, pem, options);
  return {
    statusCode: 200,
    body: JSON.stringify({ access_token: accessToken, refresh_token: refreshToken }),
  };
};
