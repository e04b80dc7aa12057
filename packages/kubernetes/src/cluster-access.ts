/** How a cluster is reached, and as whom. */
export interface ClusterAccess {
  /** `https://host:port`, maybe with a path. */
  readonly server: string;
  /** Where objects are when nobody says. */
  readonly namespace: string;
  readonly tls: TlsAccess;
  /** The authorization header for the next request; tokens change. Undefined when a certificate or nothing is enough. */
  credentials(): Promise<Credentials>;
}

/** What the connection is made with. */
export interface TlsAccess {
  readonly ca: string | undefined;
  readonly isUnchecked: boolean;
  readonly serverName: string | undefined;
}

/** Who asks. */
export interface Credentials {
  readonly authorization?: string | undefined;
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
}
