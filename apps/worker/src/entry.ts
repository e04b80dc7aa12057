import { main } from './main.ts';

// A user that the image doesn't know, without HOME, has no home: looking for it (the cloud's SDK does, for profiles) would fail.
process.env.HOME ||= '/';

const code = await main(process);
// What was written must be on its way before the process ends; connections that are kept alive mustn't hold it.
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))));
process.exit(code);
