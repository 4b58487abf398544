import { describe, expect, test } from '@jest/globals';
import { assertKnownHash, kindOfHash } from './stored-hash.ts';

const SALT = 'c29tZXNhbHRzb21lc2FsdA';
const TAG = 'CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
const BCRYPT = '$2b$12$IUAcVDS2RfxlRppckN/b4u1bpFEZk5bI0A3QAzyFVNptGjusq.WlO';

describe('the kind of a hash', () => {
  test.each([
    [BCRYPT, '$2b$12'],
    [`bcrypt$${BCRYPT}`, 'bcrypt$$2b$12'],
    [`bcrypt_sha256$${BCRYPT}`, 'bcrypt_sha256$$2b$12'],
    [
      '$bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2',
      '$bcrypt-sha256$v=2,t=2b,r=12',
    ],
    [`pbkdf2_sha256$260000$salt$${TAG}=`, 'pbkdf2_sha256$260000'],
    [`pbkdf2:sha256:260000$salt$${'0f'.repeat(32)}`, 'pbkdf2:sha256:260000'],
    [`$pbkdf2-sha256$29000$${SALT}$${TAG}`, '$pbkdf2-sha256$29000'],
    [`$pbkdf2-sha512$i=210000,l=32$${SALT}$${TAG}`, '$pbkdf2-sha512$i=210000,l=32'],
    [`scrypt$16384$salt$8$1$${TAG}=`, 'scrypt$16384$8$1'],
    [`scrypt:32768:8:1$salt$${'0f'.repeat(64)}`, 'scrypt:32768:8:1'],
    [`$scrypt$ln=16,r=8,p=1$${SALT}$${TAG}`, '$scrypt$ln=16,r=8,p=1'],
    [`$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=${TAG}=$${SALT}==$${TAG}=`, '$fbscrypt$v=1,n=14,r=8,p=1'],
    [`$firescrypt$ln=14,r=8,p=1$${SALT}==$${TAG}=$Bw==$${TAG}=`, '$firescrypt$ln=14,r=8,p=1'],
    [`$argon2id$v=19$m=7168,t=5,p=1$${SALT}$${TAG}`, '$argon2id$v=19$m=7168,t=5,p=1'],
    [`argon2$argon2i$v=19$m=512,t=2,p=2$${SALT}$${TAG}`, 'argon2$argon2i$v=19$m=512,t=2,p=2'],
    [`$argon2d$m=512,t=2,p=2$${SALT}$${TAG}`, '$argon2d$m=512,t=2,p=2'],
  ])('of %s is %s', async (hash, kind) => {
    await assertKnownHash(hash);
    expect(kindOfHash(hash)).toBe(kind);
  });

  test('of a text of no kind is the text', () => expect(kindOfHash('hunter2')).toBe('hunter2'));
});

test.each([
  ['a password', 'hunter2', 'malformed_hash'],
  ['md5crypt', '$1$somesalt$N4ZUE4yl2p6xOAsXhx6nG1', 'malformed_hash'],
  ['bcrypt that is cut off', BCRYPT.slice(0, -1), 'malformed_hash'],
  ['bcrypt that is too dear', BCRYPT.replace('$12$', '$31$'), 'unsupported_hash'],
  ['Argon2 that is too dear', `$argon2id$v=19$m=2000000,t=5,p=1$${SALT}$${TAG}`, 'unsupported_hash'],
])('%s is refused', async (_what, text, code) => {
  await expect(assertKnownHash(text)).rejects.toMatchObject({ code });
});
