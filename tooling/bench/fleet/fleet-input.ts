/** What a fleet is to do: handed to its process as JSON. */
export interface FleetInput {
  /** The objects that the S3 server has, as a folder of files. */
  readonly store: string;
  /** The prefix of the store in its bucket. */
  readonly prefix: string;
  readonly manifest: string;
  readonly program: string;
  /** Where volumes are made. */
  readonly folder: string;
  readonly workers: number;
  /** Each so-manieth request is told to slow down; none when 0. */
  readonly refuseEach: number;
}

/** How a fleet did: printed by its process as JSON. */
export interface FleetResult {
  readonly workers: number;
  /** How many ran at the same time, and why not all. */
  readonly atOnce: number;
  readonly limit: string;
  readonly seconds: number;
  /** Seconds of all processors: workers, S3 server and proxy. */
  readonly cpu: number;
  readonly slowest: number;
  /** The most memory that any worker had, in bytes. */
  readonly peak: number;
  /** Bytes that one worker was sent of layers, and of all else: manifest, records, code. */
  readonly layerBytes: number;
  readonly otherBytes: number;
  /** Bytes that all were sent a second time, none of layers. */
  readonly again: number;
  readonly requests: number;
  readonly refused: number;
}
