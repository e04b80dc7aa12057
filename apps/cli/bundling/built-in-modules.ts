const IMPORT = /^import (?:\* as (?<namespace>[\w$]+)|(?<main>[\w$]+)|\{ (?<members>[^}]+) \}) from "(?<name>node:[\w/]+)";$/gm;

/** What modules in CommonJS ask for built-in modules with: ECMAScript modules don't have it. */
export const REQUIRE = 'const require = process.getBuiltinModule;';

/**
 * A bundled file that gets Node's own modules without their namespaces. To make one, an import reads every export there is, and so loads
 * what Node keeps for later: one of `node:fs` takes 6 ms, of `node:process` 12, and `process.getBuiltinModule` of either nothing. Versions of Node that are
 * too old have no such function: they get nothing, and as far as the entry. Pure.
 */
export function withoutNamespaces(text: string): string {
  const lighter = text.replaceAll(IMPORT, (...found) => {
    const { namespace, main, members, name } = found.at(-1);
    const target = members === undefined ? (namespace ?? main) : `{ ${members.replaceAll(' as ', ': ')} }`;
    return `const ${target} = process.getBuiltinModule?.("${name}") ?? {};`;
  });
  const left = /^import .* from "node:.*/m.exec(lighter);
  if (left !== null) throw new Error(`an import of another form: ${left[0]}`);
  return lighter;
}
