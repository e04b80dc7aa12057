export { type FoundAccess, findAccess } from './aws-access.ts';
export { s3StoreErrors } from './errors.ts';
export { createS3Objects } from './objects/s3-objects.ts';
export { type S3Credentials, type S3Encryption, type S3Options, s3OptionsOf } from './s3-options.ts';
export { createS3Store } from './s3-store.ts';
