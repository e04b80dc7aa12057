/** Where the services are; what isn't said is found as every tool of AWS finds it: variables (`AWS_REGION`, `AWS_ENDPOINT_URL`), then the profile. */
export interface ConnectionOptions {
  readonly region?: string | undefined;
  /** Of servers other than Amazon's, for all services. */
  readonly endpoint?: string | undefined;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

/** What is tried, in words for people. */
export interface Deed {
  /** A verb: `updating`. */
  readonly doing: string;
  readonly what: string;
}
