import { expect, test } from 'vitest';
import { parseS3Url, s3OptionsOf } from './s3-options.ts';

test('an address is a bucket and a prefix', () => {
  expect(parseS3Url('s3://ice')).toEqual({ bucket: 'ice', prefix: '' });
  expect(parseS3Url('s3://ice/')).toEqual({ bucket: 'ice', prefix: '' });
  expect(parseS3Url('s3://ice.example-1/team/a/')).toEqual({ bucket: 'ice.example-1', prefix: 'team/a/' });
});

test.each(['s3:/ice', 's3://', 's3:///a', 's3://ice//a', 's3://ice/a//', 's3://ice/../a', 's3://ice/a?b', 'https://ice/a', 's3://i ce/a'])(
  's3.bad-url for %j',
  (url) => {
    expect(() => s3OptionsOf(url, {})).toThrow(expect.objectContaining({ code: 's3.bad-url' }));
  },
);

test('what looks like credentials in an address is not repeated', () => {
  const refusal = (make: () => unknown) =>
    expect(make).toThrow(expect.objectContaining({ message: expect.not.stringContaining('secret') }));
  refusal(() => s3OptionsOf('s3://key:secret@ice/a', {}));
  refusal(() => s3OptionsOf('s3://ice', { AWS_ENDPOINT_URL: 'https://key:secret@s3.example.org' }));
});

test('variables decide what the address leaves open', () => {
  expect(s3OptionsOf('s3://ice', { AWS_REGION: '', FRAZIL_S3_SSE: '' })).toEqual({ url: 's3://ice' });
  expect(s3OptionsOf('s3://ice/p', { AWS_DEFAULT_REGION: 'eu-north-1', AWS_MAX_ATTEMPTS: '3', FRAZIL_S3_SSE: 'AES256' })).toEqual({
    url: 's3://ice/p',
    region: 'eu-north-1',
    attempts: 3,
    encryption: { kind: 'AES256' },
  });
  expect(s3OptionsOf('s3://ice', { FRAZIL_S3_SSE: 'aws:kms', FRAZIL_S3_SSE_KMS_KEY_ID: 'alias/ice' })).toMatchObject({
    encryption: { kind: 'aws:kms', keyId: 'alias/ice' },
  });
});

test('the endpoint of the narrowest variable is taken', () => {
  const all = { AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_S3: 'http://b', FRAZIL_S3_ENDPOINT: 'http://c:7070' };
  expect(s3OptionsOf('s3://ice', all).endpoint).toBe('http://c:7070');
  expect(s3OptionsOf('s3://ice', { ...all, FRAZIL_S3_ENDPOINT: '' }).endpoint).toBe('http://b');
  expect(s3OptionsOf('s3://ice', { AWS_ENDPOINT_URL: 'http://a' }).endpoint).toBe('http://a');
});

test.each([
  ['FRAZIL_S3_ENDPOINT', { FRAZIL_S3_ENDPOINT: 'localhost:9000' }],
  ['FRAZIL_S3_SSE', { FRAZIL_S3_SSE: 'aes' }],
  ['FRAZIL_S3_SSE_KMS_KEY_ID', { FRAZIL_S3_SSE: 'AES256', FRAZIL_S3_SSE_KMS_KEY_ID: 'alias/ice' }],
  ['AWS_MAX_ATTEMPTS', { AWS_MAX_ATTEMPTS: 'many' }],
])('s3.bad-setting names %s', (setting, variables) => {
  const error = { code: 's3.bad-setting', details: expect.objectContaining({ setting }) };
  expect(() => s3OptionsOf('s3://ice', variables)).toThrow(expect.objectContaining(error));
});
