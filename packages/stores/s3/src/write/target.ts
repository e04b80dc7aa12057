/** An object that is to be written. */
export interface Target {
  readonly key: string;
  /** What is said with it. */
  readonly headers?: TargetHeaders;
}

/** What can be said with an object; encryption instead of what the options say. */
export interface TargetHeaders {
  readonly ContentType?: string;
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly ServerSideEncryption?: 'AES256' | 'aws:kms';
}
