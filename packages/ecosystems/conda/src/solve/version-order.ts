/** Compares and matches versions as conda does. */
export interface VersionOrder {
  /** Oldest first; what isn't a version is older than all. */
  compare(a: string, b: string): number;
  /** Whether a version meets conditions; an empty text is none. Undefined when they can't be read. */
  meets(version: string, conditions: string): boolean | undefined;
}

/** Loads the solver's own order of versions. */
export async function versionOrder(): Promise<VersionOrder> {
  const { Version, VersionSpec } = await import('@conda-org/rattler');
  const parse = (text: string) => {
    try {
      return new Version(text);
    } catch {
      return undefined;
    }
  };
  return {
    compare: (a, b) => {
      const [one, other] = [parse(a), parse(b)];
      if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined);
      return one.compare(other);
    },
    meets: (version, conditions) => {
      if (conditions === '') return true;
      const own = parse(version);
      if (own === undefined) return false;
      try {
        return new VersionSpec(conditions, 'lenient').matches(own);
      } catch {
        return undefined;
      }
    },
  };
}
