/** A package's name as indexes compare it (PEP 503): `Zope.Interface` is `zope-interface`. Pure. */
export function normaliseName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}
