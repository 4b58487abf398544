import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { TABLE } from '@gatehouse/db/dynamo';
import { parse } from 'yaml';

const folder = resolve(import.meta.dirname, '../templates');

/** Intrinsics read as what they are given; that is enough here. */
const resourcesOf = (file: string): unknown =>
  (parse(readFileSync(join(folder, file), 'utf8'), { logLevel: 'silent' }) as { Resources: unknown })
    .Resources;

test('the bucket of artifacts is private, encrypted, versioned, kept, and reached over TLS alone', () => {
  expect(resourcesOf('account.yaml')).toMatchObject({
    Artifacts: {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
      },
    },
    ArtifactsPolicy: {
      Properties: {
        PolicyDocument: {
          Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
        },
      },
    },
  });
});

test('the table is the one that the stores need, kept, and protected from mistakes', () => {
  expect(resourcesOf('table.yaml')).toEqual({
    Table: {
      Type: 'AWS::DynamoDB::Table',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        TableName: 'TableName',
        ...TABLE,
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      },
    },
  });
});

test('no rule of these templates allows all actions of a service', () => {
  for (const file of readdirSync(folder)) {
    const statements = readFileSync(join(folder, file), 'utf8').split(/(?=- (?:Sid|Effect):)/);
    for (const statement of statements.filter((one) => /Effect: Allow/.test(one)))
      expect(statement).not.toMatch(/Action:\s*(- )?'?(\*|[\w-]+:\*)/);
  }
});

test('no template has an anchor, which CloudFormation does not read', () => {
  for (const file of readdirSync(folder))
    expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/^\s*(- )?\S+: &/m);
});

test('the role for GitHub is for one environment of one repository', () => {
  const only = {
    Condition: {
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:${Repository}:environment:${Environment}',
      },
    },
  };
  expect(resourcesOf('github.yaml')).toMatchObject({
    DeployRole: { Properties: { AssumeRolePolicyDocument: { Statement: [only] } } },
  });
});

test('the domain takes routing rules alone, over TLS 1.2', () => {
  const configuration = { SecurityPolicy: 'TLS_1_2', EndpointType: 'REGIONAL' };
  expect(resourcesOf('domain.yaml')).toMatchObject({
    Domain: { Properties: { RoutingMode: 'ROUTING_RULE_ONLY', DomainNameConfigurations: [configuration] } },
  });
});
