// Passkeys as their owner sees them, and what a page hands on between this API and its browser (WebAuthn Level 3 §5).
import { closed, Id, Instant, open, PersonName } from '@gatehouse/contract/fields';
import Type, { type Static } from 'typebox';

/** What its owner calls a passkey: the rule is that of a person's name. */
export const PasskeyName = Type.String({ ...PersonName, examples: ['My laptop'] });

export const Passkey = closed(
  {
    id: Type.String({ ...Id, examples: ['b1f7c9d2-3a54-4f0e-8a7d-6c2e1f0b9a33'] }),
    name: PasskeyName,
    created_at: Instant,
    last_used_at: Type.Union([Instant, Type.Null()], {
      description: 'Null until it is used for the first time.',
      examples: ['2026-02-03T08:15:00.000Z'],
    }),
  },
  { title: 'Passkey' },
);

/** The `passkey` of the contract. */
export type Passkey = Readonly<Static<typeof Passkey>>;

const bytes = (maxLength: number, example: string) => Type.String({ maxLength, examples: [example] });

const CREDENTIAL_ID = 'q0Xk3l1cQk2b8m4s7YpZ9w';

/** A credential id has at most 1,023 bytes (WebAuthn §6.1). */
const CredentialId = bytes(1_400, CREDENTIAL_ID);

const ClientData = bytes(
  4_096,
  'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiWTJoaGJHeGxibWRsIiwib3JpZ2luIjoiaHR0cHM6Ly9hcHAuZXhhbXBsZS5jb20ifQ',
);

const UNKNOWN =
  'What `toJSON()` of the browser gives, in base64url; members that are not named here are let through.';

/** The members that every credential has, around what its kind adds. */
const credential = { id: CredentialId, rawId: CredentialId, type: Type.Literal('public-key') };

export const NewPasskeyCredential = open(
  {
    ...credential,
    response: open({
      clientDataJSON: ClientData,
      attestationObject: bytes(8_192, 'o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVii'),
      transports: Type.Optional(
        Type.Array(Type.String({ maxLength: 64, examples: ['internal'] }), { maxItems: 32 }),
      ),
    }),
  },
  { title: 'NewPasskeyCredential', description: UNKNOWN },
);

export const PasskeyCredential = open(
  {
    ...credential,
    response: open({
      clientDataJSON: ClientData,
      authenticatorData: bytes(4_096, 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ'),
      signature: bytes(2_048, 'MEUCIQDx8k2v0Yb3n5w7z9'),
      userHandle: Type.Optional(
        Type.Union([Type.String({ maxLength: 256 }), Type.Null()], {
          examples: ['NmYxYzJhMGUtOGIwYy00ZjUzLTlkMGItMGI4YzVmNmE0ZjEx'],
        }),
      ),
    }),
  },
  { title: 'PasskeyCredential', description: UNKNOWN },
);

const Challenge = Type.String({ examples: ['Y2hhbGxlbmdlIG9mIDI1NiByYW5kb20gYml0cyAuLi4'] });

const Timeout = Type.Integer({ description: 'In milliseconds.', examples: [300_000] });

const Descriptors = Type.Array(
  closed(
    {
      type: Type.Literal('public-key'),
      id: Type.String({ examples: [CREDENTIAL_ID] }),
      transports: Type.Array(Type.String({ examples: ['internal'] })),
    },
    { title: 'PasskeyDescriptor' },
  ),
);

export const PasskeyCreationOptions = closed(
  {
    challenge: Challenge,
    rp: closed({
      id: Type.String({ examples: ['example.com'] }),
      name: Type.String({ examples: ['example.com'] }),
    }),
    user: closed({
      id: Type.String({
        description: "The account's id, in base64url.",
        examples: ['NmYxYzJhMGUtOGIwYy00ZjUzLTlkMGItMGI4YzVmNmE0ZjEx'],
      }),
      name: Type.String({ examples: ['ada@example.com'] }),
      displayName: Type.String({ examples: ['Ada Lovelace'] }),
    }),
    pubKeyCredParams: Type.Array(
      closed({ type: Type.Literal('public-key'), alg: Type.Integer({ examples: [-7] }) }),
    ),
    timeout: Timeout,
    excludeCredentials: Descriptors,
    authenticatorSelection: closed({
      residentKey: Type.Literal('required'),
      requireResidentKey: Type.Literal(true),
      userVerification: Type.Literal('preferred'),
    }),
    attestation: Type.Literal('none'),
  },
  {
    title: 'PasskeyCreationOptions',
    description:
      'For `PublicKeyCredential.parseCreationOptionsFromJSON()` and `navigator.credentials.create()`.',
  },
);

export const PasskeyRequestOptions = closed(
  {
    challenge: Challenge,
    timeout: Timeout,
    rpId: Type.String({ examples: ['example.com'] }),
    allowCredentials: Descriptors,
    userVerification: Type.Union([Type.Literal('required'), Type.Literal('preferred')]),
  },
  {
    title: 'PasskeyRequestOptions',
    description: 'For `PublicKeyCredential.parseRequestOptionsFromJSON()` and `navigator.credentials.get()`.',
  },
);
