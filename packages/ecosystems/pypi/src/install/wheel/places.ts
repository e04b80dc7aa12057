import { notAWheel, type Wheel } from './read-wheel.ts';

/** Where a file goes, relative to the prefix, and what it is there. */
export interface Place {
  readonly path: string;
  readonly role: 'library' | 'script' | 'other';
}

/** The directory of a prefix that Python imports from. Pure. */
export function sitePackagesOf(minor: string): string {
  return `lib/python${minor}/site-packages`;
}

// What describes an installation and not the package: written anew, or not true here.
const LEFT_OUT = ['RECORD', 'RECORD.jws', 'RECORD.p7s', 'INSTALLER', 'REQUESTED', 'direct_url.json', 'uv_cache.json'];

/** Where a file of a wheel goes on a minor version of Python; undefined for what isn't installed. Pure. */
export function placeOf(wheel: Wheel, path: string, minor: string): Place | undefined {
  const [top, scheme = '', ...rest] = path.split('/');
  if (top === wheel.distInfo && LEFT_OUT.includes(path.slice(top.length + 1))) return undefined;
  if (top !== wheel.data) return { path: `${sitePackagesOf(minor)}/${path}`, role: 'library' };
  const place = rest.length === 0 ? undefined : placeOfData(wheel, scheme, rest.join('/'), minor);
  if (place === undefined) throw notAWheel(wheel.file, `${path} is for a place that is not known here`);
  // A declared command stands for the script of the same name.
  const isReplaced = place.role === 'script' && wheel.entryPoints.some(({ name }) => place.path === `bin/${name}`);
  return isReplaced ? undefined : place;
}

function placeOfData(wheel: Wheel, scheme: string, path: string, minor: string): Place | undefined {
  switch (scheme) {
    case 'purelib':
    case 'platlib':
      return { path: `${sitePackagesOf(minor)}/${path}`, role: 'library' };
    case 'scripts':
      return { path: `bin/${path}`, role: 'script' };
    case 'headers':
      return { path: `include/site/python${minor}/${wheel.name}/${path}`, role: 'other' };
    case 'data':
      return { path, role: 'other' };
    default:
      return undefined;
  }
}
