/** The program that a Python runs to say what it is, as one line of JSON. Works with `-I -S` and every Python 3. */
export const PROBE_SCRIPT = `
import sys, json, sysconfig, platform
paths = sysconfig.get_paths()
values = sysconfig.get_config_vars()
print(json.dumps({
    'implementation': sys.implementation.name,
    'version': '%d.%d.%d' % sys.version_info[:3],
    'isFinal': sys.version_info[3] == 'final',
    'isOrdinary': not values.get('Py_DEBUG') and not values.get('Py_GIL_DISABLED'),
    'os': platform.system(),
    'machine': platform.machine(),
    'isMusl': 'musl' in str(values.get('SOABI')) + str(values.get('HOST_GNU_TYPE')),
    'prefix': sys.base_prefix,
    'library': paths['stdlib'],
    'headers': paths['include'],
    'shared': '%s/%s' % (values.get('LIBDIR'), values.get('INSTSONAME')),
    'build': [sys.version, str(values.get('CONFIG_ARGS')).replace(sys.base_prefix, '')],
}))
`;
