import { type Context, type Ecosystem, isFrazilError, type LockedPackage, type PresentPackage, type ResolveInput } from '@frazil/core';

/** What is asked of PyPI, and what is there already. */
export interface WheelInput extends ResolveInput {
  readonly present: readonly PresentPackage[];
}

/**
 * Resolves packages of PyPI on top of what conda brings. Where PyPI has not the version that conda brings, nothing can be found out about
 * what suits it: it then counts as there in whichever version, with a warning. Network.
 */
export async function resolveWheels(input: WheelInput, wheels: Ecosystem, context: Context): Promise<readonly LockedPackage[]> {
  try {
    return await wheels.resolve(input, context);
  } catch (error) {
    const unknown = input.present.find((one) => one.version !== '' && isAbout(error, one));
    if (unknown === undefined) throw error;
    const message = `PyPI has no ${unknown.name} ${unknown.version}, which conda brings: whether the packages of PyPI suit it is not known`;
    context.reporter.report({ kind: 'note', level: 'warning', message });
    const present = input.present.map((one) => (one.name === unknown.name ? { ...one, version: '' } : one));
    return await resolveWheels({ ...input, present }, wheels, context);
  }
}

/** Whether an error of the resolver says that there is no such version, or none for the platform. */
function isAbout(error: unknown, { name, version }: PresentPackage): boolean {
  if (!isFrazilError(error) || error.details.version !== version) return false;
  return (
    String(error.details.package)
      .toLowerCase()
      .replaceAll(/[-_.]+/g, '-') === name.toLowerCase().replaceAll(/[-_.]+/g, '-')
  );
}
