/** Two steps with the same package. WAIT makes the first go on until it is stopped. */
export const TINY_FLOW = `import os
import time

from metaflow import FlowSpec, pypi, step


class TinyFlow(FlowSpec):
    @pypi(packages={'tiny': '1.0'})
    @step
    def start(self):
        import tiny, dep
        print("at work", flush=True)
        if os.environ.get("WAIT"):
            time.sleep(60)
        self.value = 7
        self.next(self.end)

    @pypi(packages={'tiny': '1.0'})
    @step
    def end(self):
        print("value", self.value)


if __name__ == "__main__":
    TinyFlow()
`;

/** The flow with another request, or another line. Throws when the line isn't there. Pure. */
export function tinyFlow(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((flow, [from, to]) => {
    if (!flow.includes(from)) throw new Error(`there is no ${from}`);
    return flow.replace(from, to);
  }, TINY_FLOW);
}

/** The flow with other words in its first @pypi. Pure. */
export function flowAsking(request: string): string {
  return tinyFlow(["packages={'tiny': '1.0'}", request], ['import tiny, dep', 'pass']);
}
