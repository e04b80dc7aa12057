/** What one attribute of a decorator takes. */
export interface AttributeRule {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

const isCount = (value: unknown) => isNumber(value) && Number.isInteger(Number(value));
const isText = (value: unknown) => typeof value === 'string';
const isTexts = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText);
const isTime = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}([T ]|$)/.test(value) && !Number.isNaN(Date.parse(value));

const count: AttributeRule = { expected: 'a whole number, 0 or more', accepts: isCount };
const python: AttributeRule = {
  expected: "a version of Python in quotes, like '3.11' or '3.11.7'",
  accepts: (value) => typeof value === 'string' && /^(==\s*)?3\.\d+(\.\d+|\.\*)?$/.test(value.trim()),
};
const packages: AttributeRule = { expected: "names and versions in quotes, like {'pandas': '2.1.1'}", accepts: isTexts };
const disabled: AttributeRule = { expected: 'True or False', accepts: (value) => typeof value === 'boolean' };
const time: AttributeRule = { expected: "a date or time in quotes, like '2023-10-15'", accepts: isTime };
const pypi = { python, packages, exclude_newer: time, disabled };
const channels: AttributeRule = {
  expected: "a list of names, like ['conda-forge']",
  accepts: (value) => Array.isArray(value) && value.length > 0 && value.every((each) => isText(each) && each !== ''),
};
const conda = { ...pypi, libraries: packages, channels };

const isArtifactName = (value: unknown) => isText(value) && /^[A-Za-z_]\w*$/.test(String(value));
const isNumber = (value: unknown) =>
  (typeof value === 'number' && value >= 0) || (typeof value === 'string' && value.trim() !== '' && Number(value) >= 0);
const isMap = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTextOrTexts = (value: unknown) => isText(value) || (Array.isArray(value) && value.every(isText));

const number: AttributeRule = { expected: 'a number, 0 or more', accepts: isNumber };
const text: AttributeRule = { expected: 'a text in quotes', accepts: isText };
const list: AttributeRule = { expected: 'a list of texts', accepts: isTextOrTexts };
const any: AttributeRule = { expected: 'anything', accepts: () => true };
const flag: AttributeRule = { expected: 'True or False', accepts: (value) => typeof value === 'boolean' };
const map: AttributeRule = { expected: "names and values, like {'team': 'ice'}", accepts: isMap };
/** A map to texts, or as on the command line `a=b,c=d`. */
const labels: AttributeRule = { expected: "names and values, like {'team': 'ice'}", accepts: (value) => isMap(value) || isText(value) };
const tolerations: AttributeRule = {
  expected: "a list like [{'key': 'gpu', 'operator': 'Exists'}]",
  accepts: (value) => Array.isArray(value) && value.every(isMap),
};
const vendor: AttributeRule = { expected: "'nvidia' or 'amd'", accepts: (value) => value === 'nvidia' || value === 'amd' };
const pullPolicy: AttributeRule = {
  expected: "'Always', 'IfNotPresent' or 'Never'",
  accepts: (value) => value === 'Always' || value === 'IfNotPresent' || value === 'Never',
};
const sources: AttributeRule = {
  expected: "a list like ['file./run/database.json', {'type': 'environment', 'id': 'TOKEN'}]",
  accepts: (value) => Array.isArray(value) && value.every((each) => (isText(each) && each !== '') || isMap(each)),
};
const qos: AttributeRule = { expected: "'Burstable' or 'Guaranteed'", accepts: (value) => value === 'Burstable' || value === 'Guaranteed' };
const projectName: AttributeRule = {
  expected: "lower-case letters, digits and _ in quotes, like 'fraud_detection'",
  accepts: (value) => isText(value) && /^[a-z0-9_]+$/.test(String(value)),
};
const functions: AttributeRule = { expected: 'a list of functions', accepts: (value) => Array.isArray(value) && value.every(isText) };
const event: AttributeRule = {
  expected: "a name or more of it, like 'ready' or {'name': 'ready', 'parameters': {'size': 'length'}}",
  accepts: isNameOrMap('name'),
};
const flow: AttributeRule = {
  expected: "a name or more of it, like 'Train' or {'name': 'Train', 'project': 'fraud', 'project_branch': 'prod'}",
  accepts: isNameOrMap('name', 'flow'),
};
const timezone: AttributeRule = { expected: "a name of the IANA, like 'Europe/Vienna'", accepts: isTimezone };
const cron: AttributeRule = {
  expected: "five fields, like '0 6 * * MON-FRI', or six as AWS has them",
  accepts: (value) => isText(value) && /^\S+( +\S+){4,5}$/.test(String(value).trim()),
};

function isNameOrMap(...members: readonly string[]): (value: unknown) => boolean {
  // The name of an event may be one that is the branch's own.
  const isName = (value: unknown): boolean => (isText(value) && value !== '') || (isMap(value) && isText(Object(value).namespaced));
  return (value) =>
    isName(value) || (isMap(value) && Object.entries(Object(value)).some(([name, each]) => members.includes(name) && isName(each)));
}

function listOf({ expected, accepts }: AttributeRule): AttributeRule {
  return { expected: `a list, each of it ${expected}`, accepts: (value) => Array.isArray(value) && value.every(accepts) };
}

function isTimezone(value: unknown): boolean {
  try {
    return typeof value === 'string' && new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const resources = { cpu: number, memory: number, gpu: number, disk: number, shared_memory: number };
const tmpfs = { use_tmpfs: flag, tmpfs_tempdir: flag, tmpfs_size: number, tmpfs_path: text };
const kubernetes = {
  ...resources,
  ...tmpfs,
  image: text,
  image_pull_policy: pullPolicy,
  image_pull_secrets: list,
  service_account: text,
  namespace: text,
  secrets: list,
  node_selector: labels,
  tolerations,
  affinity: map,
  labels,
  annotations: labels,
  gpu_vendor: vendor,
  persistent_volume_claims: map,
  port: number,
  qos,
  extended_resources: labels,
  security_context: map,
  pod_overrides: map,
  compute_pool: text,
  executable: text,
  hostname_resolution_timeout: number,
};
const batch = {
  ...resources,
  ...tmpfs,
  image: text,
  queue: text,
  iam_role: text,
  execution_role: text,
  max_swap: number,
  swappiness: number,
  inferentia: number,
  trainium: number,
  efa: number,
  log_driver: text,
  log_options: any,
  host_volumes: list,
  efs_volumes: list,
  ephemeral_storage: number,
  aws_batch_tags: any,
  executable: text,
  privileged: flag,
};

const RULES: Readonly<Record<string, Readonly<Record<string, AttributeRule>>>> = {
  retry: { times: count, minutes_between_retries: number },
  catch: { var: { expected: "the name of an artifact in quotes, like 'problem'", accepts: isArtifactName }, print_exception: flag },
  timeout: { seconds: number, minutes: number, hours: number },
  pypi,
  pypi_base: pypi,
  conda,
  conda_base: conda,
  environment: { vars: { expected: "names and values in quotes, like {'MODE': 'fast'}", accepts: isTexts } },
  resources,
  kubernetes,
  batch,
  schedule: { cron, timezone, hourly: flag, daily: flag, weekly: flag },
  project: { name: projectName, branch: text, production: flag },
  trigger: { event, events: listOf(event), options: map },
  trigger_on_finish: { flow, flows: listOf(flow), options: map },
  exit_hook: { on_success: functions, on_error: functions, options: map },
  card: {
    type: text,
    id: text,
    options: any,
    timeout: number,
    save_errors: flag,
    customize: flag,
    refresh_interval: number,
    scope: any,
    rank: any,
  },
  secrets: { sources, role: text, allow_override: flag },
};

/** The attributes of the decorators that do something; those of others are not looked at. */
export const ATTRIBUTES: ReadonlyMap<string, Readonly<Record<string, AttributeRule>>> = new Map(Object.entries(RULES));
