/** The steps of a run's graph in an order in which they can run: loops apart, each after all that lead to it. Pure. */
export function stepOrder(graph: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const reached = new Set(Object.values(graph).flat());
  const roots = Object.keys(graph).filter((step) => !reached.has(step));
  const order: string[] = [];
  const seen = new Set<string>();
  const pending = [...roots, ...Object.keys(graph)].reverse().map((step) => ({ step, isLeft: false }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { step, isLeft } = next;
    if (isLeft) order.push(step);
    else if (!seen.has(step)) {
      seen.add(step);
      pending.push({ step, isLeft: true }, ...(graph[step] ?? []).map((target) => ({ step: target, isLeft: false })));
    }
  }
  return order.reverse();
}
