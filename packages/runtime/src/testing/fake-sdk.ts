import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PRELUDE = `
import hashlib, json, os, sys, time
def send(header, payload=b""):
    text = json.dumps(header).encode()
    os.write(3, len(text).to_bytes(4, "big") + len(payload).to_bytes(4, "big") + text + payload)
def read(size):
    data = b""
    while len(data) < size: data += os.read(3, size - len(data))
    return data
def receive():
    lengths = read(8)
    return json.loads(read(int.from_bytes(lengths[:4], "big")))
def digest(data): return "sha256:" + hashlib.sha256(data).hexdigest()
task = receive()
NEXT = {"start": {"kind": "linear", "targets": ["end"]}, "end": {"kind": "end"}}
def finish():
    send({"kind": "next", "transition": NEXT[task["step"]]})
    send({"kind": "done"})
    sys.exit(0)
if task["step"] != "start": finish()
`;

/** Writes an SDK whose start step is a script that speaks the protocol by hand, or doesn't; gives its folder. */
export function fakeSdk(folder: string, script: string): string {
  const sdk = join(folder, 'fake-sdk');
  mkdirSync(join(sdk, 'frazil', '_task'), { recursive: true });
  writeFileSync(join(sdk, 'frazil', '_task', '__main__.py'), `${PRELUDE}\n${script}\n`);
  return sdk;
}
