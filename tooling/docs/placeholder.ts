/**
 * A stand-in for the details of an error: whatever a message does with a detail, its name comes out, as `‹path›`. So the
 * reference can show messages, which are functions. Pure.
 */
export function placeholder(name = ''): unknown {
  const text = `‹${name}›`;
  return new Proxy(() => {}, {
    get: (_target, key) => {
      if (key === Symbol.toPrimitive || key === 'toString' || key === 'toJSON') return () => text;
      if (key === Symbol.iterator) return [placeholder(name)][Symbol.iterator].bind([placeholder(name)]);
      if (key === 'length' || key === 'size') return 2;
      if (key === 'map' || key === 'flatMap') return (each: (item: unknown, index: number) => unknown) => [each(placeholder(name), 0)];
      if (typeof key === 'symbol') return undefined;
      return placeholder(name === '' ? key : name);
    },
    apply: () => placeholder(name),
  });
}
