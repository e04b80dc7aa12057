import { Duplex } from 'node:stream';

/** Answers each line that comes from a stream on the stream itself. The promise never resolves; it rejects when an answer fails. */
export function answerLines(stream: unknown, answer: (line: string) => Promise<string>): Promise<never> {
  if (!(stream instanceof Duplex)) throw new TypeError('a stream that is read and written was expected');
  let pending = '';
  return new Promise((_resolve, reject) => {
    // Who asked may be gone before it is answered: how it ended says more.
    stream.on('error', () => undefined);
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (pending + chunk).split('\n');
      pending = lines.pop() ?? '';
      for (const line of lines) answer(line).then((text) => stream.write(text), reject);
    });
  });
}
