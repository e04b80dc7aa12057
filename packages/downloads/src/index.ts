export { type Connection, createConnection } from './connection.ts';
export { type Credentials, credentialsOfNetrc, credentialsOfUrl } from './credentials.ts';
export { type DownloadInput, download } from './download.ts';
export type { Line } from './line.ts';
export { meaningOfStatus, wordsOfError } from './meaning.ts';
export { openUrl } from './open-url.ts';
export { receive } from './receive.ts';
export { Refusal } from './refusal.ts';
export { WrongDigest } from './wrong-digest.ts';
