// What other systems export, as samples that were written for this test.
import { describe, expect, test } from '@jest/globals';
import { draftsIn, NOW } from '../testing.ts';
import { registrationToDraft } from './registrations.ts';
import { membersOf } from '../members.ts';

const B64_SALT = 'c29tZXNhbHRzb21lc2FsdA==';
const B64_TAG = 'CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc=';
const [SALT, TAG] = [B64_SALT.replace('==', ''), B64_TAG.replace('=', '')];
const BCRYPT = '$2b$10$IUAcVDS2RfxlRppckN/b4u1bpFEZk5bI0A3QAzyFVNptGjusq.WlO';

describe('Auth0', () => {
  const USER = {
    user_id: 'auth0|5f0c2a9e1d3b4c5d6e7f8a9b',
    email: 'ada@example.com',
    email_verified: true,
    given_name: 'Ada',
    family_name: 'Lovelace',
    name: 'ada@example.com',
    nickname: 'ada',
    blocked: false,
    created_at: '2021-05-04T10:20:30.123Z',
    identities: [{ connection: 'Username-Password-Authentication', provider: 'auth0' }],
  };
  const DRAFT = {
    id: '5f0c2a9e1d3b4c5d6e7f8a9b',
    email: 'ada@example.com',
    email_verified: true,
    first_name: 'Ada',
    last_name: 'Lovelace',
    disabled: false,
    created_at: '2021-05-04T10:20:30.123Z',
  };

  test('exports users, whose other members are named', async () => {
    const expected = [{ draft: DRAFT, leftOut: ['nickname', 'identities'] }];
    expect(await draftsIn('auth0', `${JSON.stringify(USER)}\n`)).toEqual(expected);
    expect(await draftsIn('auth0', JSON.stringify([USER]))).toEqual(expected);
  });

  test('exports hashes with the same ids, which a line of its user may have merged', async () => {
    const hashes = {
      _id: { $oid: '5f0c2a9e1d3b4c5d6e7f8a9b' },
      email_verified: true,
      email: 'ada@example.com',
      passwordHash: BCRYPT,
      password_set_date: { $date: '2021-05-04T10:20:30.123Z' },
      tenant: 'example',
      connection: 'Username-Password-Authentication',
    };
    const [merged, alone] = await draftsIn(
      'auth0',
      [{ ...USER, ...hashes }, hashes].map((line) => JSON.stringify(line)).join('\n'),
    );
    expect(merged).toMatchObject({ draft: { ...DRAFT, password_hash: BCRYPT } });
    const {
      first_name: _first,
      last_name: _last,
      disabled: _disabled,
      created_at: _created,
      ...rest
    } = DRAFT;
    expect(alone).toMatchObject({ draft: { ...rest, password_hash: BCRYPT } });
  });

  test.each([
    ['blocked', { blocked: true }, { disabled: true }],
    ['with an id that cannot be one here', { user_id: 'google-oauth2|a.b' }, { id: undefined }],
    [
      'with its name in one piece',
      { given_name: null, family_name: null, name: 'Ada King Lovelace' },
      { first_name: 'Ada', last_name: 'King Lovelace' },
    ],
    [
      'with its names in its metadata',
      { given_name: null, family_name: null, user_metadata: { first_name: 'A', last_name: 'L' } },
      { first_name: 'A', last_name: 'L' },
    ],
    [
      'without a name',
      { given_name: null, family_name: null },
      { first_name: undefined, last_name: undefined },
    ],
    [
      'with its email among its identifiers',
      {
        email: null,
        email_verified: null,
        identifiers: [{ type: 'email', value: 'a@b.example', verified: true }],
      },
      { email: 'a@b.example', email_verified: true },
    ],
  ])('%s', async (_what, members, expected) => {
    const [found] = (await draftsIn('auth0', JSON.stringify({ ...USER, ...members }))) as { draft: object }[];
    expect({ ...found?.draft }).toEqual(JSON.parse(JSON.stringify({ ...DRAFT, ...expected })));
  });

  test.each([
    ['bcrypt', { algorithm: 'bcrypt', hash: { value: BCRYPT } }, { draft: { password_hash: BCRYPT } }],
    [
      'an encoding beside',
      { algorithm: 'bcrypt', hash: { value: BCRYPT, encoding: 'utf8' } },
      { draft: { password_hash: BCRYPT } },
    ],
    [
      'md5',
      { algorithm: 'md5', hash: { value: 'f00' } },
      'custom_password_hash.algorithm is none that is known here',
    ],
    [
      'no algorithm',
      { hash: { value: BCRYPT } },
      'custom_password_hash.algorithm is none that is known here',
    ],
    ['no hash', { algorithm: 'bcrypt' }, 'custom_password_hash.hash is required'],
  ])('a hash of its own import, of %s', async (_what, custom_password_hash, expected) => {
    const found = await draftsIn('auth0', JSON.stringify({ ...USER, custom_password_hash }));
    expect(found).toEqual([
      typeof expected === 'string'
        ? expected
        : expect.objectContaining({ draft: { ...DRAFT, ...expected.draft } }),
    ]);
  });

  test('a name that is missing is what was said for it', async () => {
    const user = JSON.stringify({ ...USER, family_name: null });
    expect(await draftsIn('auth0', user, { missingName: '-' })).toMatchObject([
      { draft: { first_name: 'Ada', last_name: '-' } },
    ]);
  });
});

describe('Cognito', () => {
  const HEADER =
    'cognito:username,name,given_name,family_name,email,email_verified,phone_number,phone_number_verified,cognito:mfa_enabled';
  const ID = '0b6f1f4e-6a52-4a0e-9a43-0c2f6f4f3e55';

  test('exports CSV without hashes', async () => {
    const rows = [
      `${ID},,Ada,Lovelace,ada@example.com,TRUE,+15550100,false,false`,
      'bob,"Bob, Jr. Kahn",,,bob@example.com,false,,,',
    ];
    expect(await draftsIn('cognito', [HEADER, ...rows].join('\r\n'))).toEqual([
      {
        draft: {
          id: ID,
          email: 'ada@example.com',
          email_verified: true,
          first_name: 'Ada',
          last_name: 'Lovelace',
        },
        leftOut: ['phone_number', 'phone_number_verified', 'cognito:mfa_enabled'],
      },
      {
        draft: { email: 'bob@example.com', email_verified: false, first_name: 'Bob,', last_name: 'Jr. Kahn' },
        leftOut: [],
      },
    ]);
  });

  test('with columns of a script says who is disabled', async () => {
    const content = `sub,email,given_name,family_name,enabled\n${ID},a@b.example,A,B,False`;
    expect(await draftsIn('cognito', content)).toMatchObject([{ draft: { id: ID, disabled: true } }]);
  });

  test('with a flag that is none is refused', async () => {
    expect(await draftsIn('cognito', 'email,email_verified\na@b.example,maybe')).toEqual([
      'email_verified must be true or false',
    ]);
  });
});

describe('Firebase', () => {
  const firebase = { signerKey: B64_TAG, saltSeparator: 'Bw==', rounds: 8, memCost: 14 };
  const DRAFT = {
    id: 'hTzF3kQ9xPZ1mN7bV5cL2wRd8sE4',
    email: 'ada@example.com',
    email_verified: true,
    first_name: 'Ada',
    last_name: 'Lovelace',
    disabled: true,
    created_at: '2020-09-13T12:26:40.000Z',
    password_hash: `$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=${B64_TAG}$${B64_SALT}$${B64_TAG}`,
  };

  test('exports JSON, a document of many lines', async () => {
    const user = {
      ...{
        localId: DRAFT.id,
        email: DRAFT.email,
        emailVerified: true,
        passwordHash: B64_TAG,
        salt: B64_SALT,
      },
      ...{
        displayName: 'Ada Lovelace',
        photoUrl: 'https://example.com/a.png',
        lastSignedInAt: '1600000000001',
      },
      ...{ createdAt: '1600000000000', disabled: true, providerUserInfo: [], customAttributes: '{"a":1}' },
    };
    const content = JSON.stringify(
      { users: [user, { ...user, passwordHash: undefined, salt: undefined }] },
      null,
      2,
    );
    const leftOut = ['photoUrl', 'lastSignedInAt', 'customAttributes'];
    const { password_hash: _hash, ...withoutHash } = DRAFT;
    expect(await draftsIn('firebase', content, { firebase })).toEqual([
      { draft: DRAFT, leftOut },
      { draft: withoutHash, leftOut },
    ]);
  });

  const ROW = [
    ...[DRAFT.id, DRAFT.email, 'true', B64_TAG, B64_SALT, 'Ada Lovelace', ''],
    ...[...Array<string>(16).fill(''), '1600000000000', '', ''],
  ].join(',');

  test.each([
    ['with all columns', ',true,,'],
    ['with claims', ',true,"{""admin"":true}",'],
    ['without a comma at the end', ',true,'],
    ['of a release that did not tell who is disabled', ','],
    ['of the columns that its page names', ''],
  ])('exports CSV without a header, %s', async (_which, end) => {
    const { disabled, ...draft } = DRAFT;
    expect(await draftsIn('firebase', `${ROW}${end}\n`, { firebase })).toEqual([
      {
        draft: end.includes('true') ? { ...draft, disabled } : draft,
        leftOut: end.includes('admin') ? ['customAttributes'] : [],
      },
    ]);
  });

  test('exports CSV whose rows have as many columns as the first one', async () => {
    const shifted = ROW.replace('Ada Lovelace', '"Ada","Lovelace"');
    expect(await draftsIn('firebase', `${ROW},\n${shifted},\n${ROW}\n`, { firebase })).toEqual([
      expect.objectContaining({ leftOut: [] }),
      'must have as many fields as there are columns',
      'must have as many fields as there are columns',
    ]);
  });

  test('has hashes that mean nothing without the parameters of the project', async () => {
    const content = JSON.stringify({ users: [{ localId: 'a', passwordHash: B64_TAG, salt: B64_SALT }] });
    expect(await draftsIn('firebase', content)).toEqual([
      'passwordHash needs the parameters of its project (--hash-config FILE)',
    ]);
  });
});

describe('Supabase', () => {
  const DRAFT = {
    id: '0b6f1f4e-6a52-4a0e-9a43-0c2f6f4f3e55',
    email: 'ada@example.com',
    email_verified: true,
    first_name: 'Ada',
    last_name: 'Lovelace',
    disabled: false,
    created_at: '2023-01-02T03:04:05.678Z',
    password_hash: BCRYPT,
  };
  const ROW = {
    ...{
      instance_id: '00000000-0000-0000-0000-000000000000',
      id: DRAFT.id,
      aud: 'authenticated',
      email: DRAFT.email,
    },
    ...{ encrypted_password: BCRYPT, email_confirmed_at: '2023-01-02 03:04:06+00', banned_until: '' },
    ...{ raw_user_meta_data: '{"first_name":"Ada","last_name":"Lovelace","theme":"dark"}' },
    ...{ created_at: '2023-01-02 04:04:05.678901+01', deleted_at: '' },
  };
  const leftOut = ['instance_id', 'aud', 'raw_user_meta_data.theme'];

  test('exports its table as CSV', async () => {
    const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
    const content = [Object.keys(ROW), Object.values(ROW)].map((row) => row.map(quoted).join(',')).join('\n');
    expect(await draftsIn('supabase', content)).toEqual([{ draft: DRAFT, leftOut }]);
  });

  test('exports its table as JSON, where an object is one and a time RFC 3339', async () => {
    const row = {
      ...ROW,
      raw_user_meta_data: JSON.parse(ROW.raw_user_meta_data) as object,
      created_at: '2023-01-02T03:04:05.678901+00:00',
    };
    expect(await draftsIn('supabase', JSON.stringify(row))).toEqual([{ draft: DRAFT, leftOut }]);
    expect(await draftsIn('supabase', JSON.stringify([row]))).toEqual([{ draft: DRAFT, leftOut }]);
  });

  test.each([
    ['that is not confirmed', { email_confirmed_at: null }, { email_verified: false }],
    ['that is banned still', { banned_until: '2100-01-01 00:00:00+00' }, { disabled: true }],
    ['that was banned once', { banned_until: '2020-01-01 00:00:00+00' }, { disabled: false }],
    ['without a password', { encrypted_password: '' }, { password_hash: undefined }],
    ['with a full name', { raw_user_meta_data: { full_name: 'Ada Lovelace' } }, {}],
  ])('a user %s', async (_what, members, expected) => {
    expect(await draftsIn('supabase', JSON.stringify({ ...ROW, ...members }))).toMatchObject([
      { draft: JSON.parse(JSON.stringify({ ...DRAFT, ...expected })) as object },
    ]);
  });

  test('a user who is deleted is refused', async () => {
    expect(
      await draftsIn('supabase', JSON.stringify({ ...ROW, deleted_at: '2024-01-01 00:00:00+00' })),
    ).toEqual(['deleted_at says that the user is deleted']);
  });
});

describe('Keycloak', () => {
  const DRAFT = {
    id: '0b6f1f4e-6a52-4a0e-9a43-0c2f6f4f3e55',
    email: 'ada@example.com',
    email_verified: true,
    first_name: 'Ada',
    last_name: 'Lovelace',
    disabled: false,
    created_at: '2020-09-13T12:26:40.000Z',
  };
  const credential = (data: object) => ({
    type: 'password',
    secretData: JSON.stringify({ value: B64_TAG, salt: B64_SALT, additionalParameters: {} }),
    credentialData: JSON.stringify(data),
  });
  const user = (credentials: readonly object[]) => ({
    ...{
      id: DRAFT.id,
      createdTimestamp: 1_600_000_000_000,
      username: 'ada',
      enabled: true,
      emailVerified: true,
    },
    ...{
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: DRAFT.email,
      credentials,
      realmRoles: ['offline_access'],
    },
  });
  const draftOf = (credentials: readonly object[]) =>
    draftsIn('keycloak', JSON.stringify({ realm: 'example', users: [user(credentials)] }, null, 1));

  test.each([
    [
      'pbkdf2-sha256',
      { hashIterations: 27_500, algorithm: 'pbkdf2-sha256' },
      `$pbkdf2-sha256$27500$${SALT}$${TAG}`,
    ],
    [
      'pbkdf2-sha512',
      { hashIterations: 210_000, algorithm: 'pbkdf2-sha512' },
      `$pbkdf2-sha512$210000$${SALT}$${TAG}`,
    ],
    ['pbkdf2 with SHA-1', { hashIterations: 20_000, algorithm: 'pbkdf2' }, `$pbkdf2$20000$${SALT}$${TAG}`],
    [
      'Argon2',
      {
        hashIterations: 5,
        algorithm: 'argon2',
        additionalParameters: {
          hashLength: ['32'],
          memory: ['7168'],
          type: ['id'],
          version: ['1.3'],
          parallelism: ['1'],
        },
      },
      `$argon2id$v=19$m=7168,t=5,p=1$${SALT}$${TAG}`,
    ],
  ])('exports users of a realm with hashes of %s', async (_what, data, hash) => {
    expect(await draftOf([credential(data)])).toMatchObject([{ draft: { ...DRAFT, password_hash: hash } }]);
  });

  test('has second factors, which are named and left out', async () => {
    const [found] = (await draftOf([{ type: 'otp', secretData: '{"value":"s"}' }])) as {
      leftOut: string[];
      draft: object;
    }[];
    expect(found).toMatchObject({ draft: DRAFT });
    expect(found?.draft).not.toHaveProperty('password_hash');
    expect(found?.leftOut).toEqual(['username', 'realmRoles', 'credentials.secretData']);
  });

  test.each([
    [
      'an algorithm that is not known',
      { hashIterations: 1, algorithm: 'md5' },
      'credentials.algorithm is none that is known here',
    ],
    ['no rounds', { algorithm: 'pbkdf2-sha256' }, 'credentials.hashIterations is required'],
  ])('with %s is refused', async (_what, data, rule) => {
    expect(await draftOf([credential(data)])).toEqual([rule]);
  });

  test('a service’s account is refused, and one that is not enabled is disabled', async () => {
    const users = [
      { ...user([]), serviceAccountClientId: 'api' },
      { ...user([]), enabled: false },
    ];
    expect(await draftsIn('keycloak', JSON.stringify({ users }))).toMatchObject([
      'serviceAccountClientId is of the account of a service, which is no user',
      { draft: { disabled: true } },
    ]);
  });
});

describe('a collection of registrations', () => {
  const DOCUMENT = {
    _id: { toHexString: () => '5f0c2a9e1d3b4c5d6e7f8a9b' },
    ...{ first_name: 'Ada', last_name: 'Lovelace', email: 'ada@example.com' },
  };
  const DRAFT = {
    id: '5f0c2a9e1d3b4c5d6e7f8a9b',
    first_name: 'Ada',
    last_name: 'Lovelace',
    email: 'ada@example.com',
  };
  const draftOf = (members: object, ignored: readonly string[] = []): unknown =>
    JSON.parse(
      JSON.stringify(registrationToDraft(membersOf({ ...DOCUMENT, ...members }), { now: NOW, ignored })),
    );

  test.each([
    ['text', { password: BCRYPT }],
    ['bytes', { password: Buffer.from(BCRYPT) }],
    ['bytes as the driver wraps them', { password: { buffer: Buffer.from(BCRYPT) } }],
    ['the member that lines have', { password_hash: BCRYPT }],
  ])('has hashes as %s', (_what, members) => {
    expect(draftOf(members)).toEqual({ ...DRAFT, password_hash: BCRYPT });
  });

  test('has other members as lines do, those too that are not known, unless they are ignored', () => {
    const created = { created_at: new Date(0) };
    expect(draftOf({ ...created, __v: 0 })).toEqual({
      ...DRAFT,
      created_at: '1970-01-01T00:00:00.000Z',
      __v: 0,
    });
    expect(draftOf({ ...created, __v: 0 }, ['__v'])).toEqual({
      ...DRAFT,
      created_at: '1970-01-01T00:00:00.000Z',
    });
  });

  test('with two ids or two hashes is refused', () => {
    expect(() => draftOf({ id: 'other' })).toThrow('id stands beside _id');
    expect(() => draftOf({ password: BCRYPT, password_hash: 'other' })).toThrow(
      'password stands beside password_hash',
    );
  });
});
