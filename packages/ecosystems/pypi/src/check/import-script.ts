/**
 * Imports the modules of distributions, named as arguments, and says on stdout, a JSON line each, what it is about to import
 * and what failed. Programs that print while they are imported print to stderr.
 */
export const IMPORT_SCRIPT = `
import importlib, importlib.metadata, json, os, sys, traceback

out = os.fdopen(os.dup(1), 'w')
os.dup2(2, 1)

def say(**event):
    out.write(json.dumps(event) + '\\n')
    out.flush()

def is_public(name):
    return name.isidentifier() and not name.startswith('_') and name not in ('test', 'tests', 'testing', 'docs', 'examples')

def modules_of(distribution):
    declared = (distribution.read_text('top_level.txt') or '').split()
    if declared:
        names = [name for name in declared if '/' not in name]
    else:
        names = [module_of(file) for file in distribution.files or []]
    return sorted({name for name in names if name and is_public(name)})

def module_of(file):
    first, *rest = file.parts
    if rest:
        is_package = rest[-1].endswith(('.py', '.so', '.pyd')) and '.' not in first
        return first if is_package else None
    return first.split('.')[0] if first.endswith(('.py', '.so', '.pyd')) else None

def last_line_of(error):
    text = ''.join(traceback.format_exception_only(type(error), error))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    # The message may have several lines; the one with the error's name says most, unless it says nothing else.
    named = [line for line in lines if type(error).__name__ + ': ' in line]
    return (named or lines or [repr(error)])[-1]

def is_for_an_extra(name, module, error):
    # blackd beside black asks for aiohttp, which only the extra black[d] brings.
    if module.lower().replace('_', '') == name.lower().replace('-', '').replace('_', '').replace('.', ''):
        return False
    while error is not None and not isinstance(error, ModuleNotFoundError):
        error = error.__cause__ or error.__context__
    return error is not None

def fail(name, module, error):
    say(kind='failed', package=name, module=module, error=error)
    os._exit(0)

for name in sys.argv[1:]:
    try:
        distribution = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        fail(name, name, 'it is not installed')
    modules, unwanted = modules_of(distribution), []
    for module in modules:
        say(kind='importing', package=name, module=module)
        try:
            importlib.import_module(module)
        except BaseException as error:
            if not is_for_an_extra(name, module, error):
                fail(name, module, last_line_of(error))
            unwanted.append((name, module, last_line_of(error)))
    if modules and len(unwanted) == len(modules):
        fail(*unwanted[0])
say(kind='done')
os._exit(0)
`;
