import { signedFetch } from '../versity-gw/signed-fetch.ts';

/** One action of Step Functions' API: its name and its parameters to its answer. */
export type StatesApi = (action: string, parameters: object) => Promise<unknown>;

/** What the service says against a request. */
export class StatesFailure extends Error {
  readonly status: number;

  constructor(action: string, status: number, text: string) {
    super(`${action} was refused: ${status} ${text}`);
    this.status = status;
  }
}

/** The API of a Step Functions of this machine. Throws StatesFailure. */
export function statesApi(endpoint: string): StatesApi {
  return async (action, parameters) => {
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AWSStepFunctions.${action}` };
    const signer = { accessKey: 'test', secretKey: 'test', service: 'states' };
    const response = await signedFetch({ method: 'POST', url: `${endpoint}/`, headers, body: JSON.stringify(parameters) }, signer);
    if (!response.ok) throw new StatesFailure(action, response.status, await response.text());
    return await response.json();
  };
}
