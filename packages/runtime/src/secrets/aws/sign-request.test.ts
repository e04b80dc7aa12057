import { expect, test } from 'vitest';
import { signRequest } from './sign-request.ts';

// Computed by AWS's own SDK of the same request.
test('signs as AWS does', () => {
  const request = {
    url: new URL('https://secretsmanager.eu-west-1.amazonaws.com/'),
    body: '{"SecretId":"database"}',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' },
  };
  const who = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', sessionToken: 'a-token' };
  const scope = { region: 'eu-west-1', service: 'secretsmanager', time: new Date('2015-08-30T12:36:00.123Z') };
  expect(signRequest(request, who, scope)).toMatchObject({
    'x-amz-date': '20150830T123600Z',
    'x-amz-security-token': 'a-token',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-west-1/secretsmanager/aws4_request, ' +
      'SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, ' +
      'Signature=39ac77fc8436fbf3bc465f6a99ff18c0c7e24032ae6f58f441d0a73dc2c2920a',
  });
});
