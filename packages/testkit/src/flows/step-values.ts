const MODULUS = 1_000_003;

/** The number of a step, from its name. Pure. */
export function numberOf(name: string): number {
  return name === 'start' ? 0 : name === 'end' ? 1 : Number(name.slice(1)) + 1;
}

/** The value that a task leaves. Pure. */
export function mixed(value: number, number: number, input: number): number {
  return (value * 31 + number * 7 + input) % MODULUS;
}

/** The value that comes to a join: it tells the order of its inputs. Pure. */
export function joined(values: readonly number[]): number {
  return values.reduce((sum, value, index) => sum + value * (index + 1), 0) % MODULUS;
}

/** The same in Python, as the first lines of a step. Pure. */
export function valueLines(name: string, isJoin: boolean): readonly string[] {
  const before = isJoin
    ? `sum(each.value * (at + 1) for at, each in enumerate(inputs)) % ${MODULUS}`
    : name === 'start'
      ? '1'
      : 'self.value';
  return [`self.value = (${before} * 31 + ${numberOf(name) * 7} + (self.input or 0)) % ${MODULUS}`];
}
