const TEMPORARY = [408, 429, 500, 502, 503, 504];

/** A server's answer other than the file. */
export class Refusal extends Error {
  readonly url: string;
  readonly status: number;

  constructor(url: string, status: number) {
    super(`the server answered ${status}`);
    this.url = url;
    this.status = status;
  }

  /** Whether the same question may be answered better a little later. */
  get isTemporary(): boolean {
    return TEMPORARY.includes(this.status);
  }
}
