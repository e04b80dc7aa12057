export { type Connection, createConnection } from './connection.ts';
export { type Credentials, credentialsOfNetrc, credentialsOfUrl } from './credentials.ts';
export { type DownloadInput, download, type Line } from './download.ts';
export { openUrl } from './open-url.ts';
export { receive } from './receive.ts';
export { Refusal } from './refusal.ts';
export { WrongDigest } from './wrong-digest.ts';
