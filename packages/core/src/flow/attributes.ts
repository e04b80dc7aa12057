/** What one attribute of a decorator takes. */
export interface AttributeRule {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

const isCount = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isDuration = (value: unknown) => typeof value === 'number' && value >= 0;
const isText = (value: unknown) => typeof value === 'string';
const isTexts = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText);
const isTime = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}([T ]|$)/.test(value) && !Number.isNaN(Date.parse(value));

const count: AttributeRule = { expected: 'a whole number, 0 or more', accepts: isCount };
const duration: AttributeRule = { expected: 'a number, 0 or more', accepts: isDuration };
const python: AttributeRule = {
  expected: "a version of Python in quotes, like '3.11' or '3.11.7'",
  accepts: (value) => typeof value === 'string' && /^3\.\d+(\.\d+)?$/.test(value.trim()),
};
const packages: AttributeRule = { expected: "names and versions in quotes, like {'pandas': '2.1.1'}", accepts: isTexts };
const disabled: AttributeRule = { expected: 'True or False', accepts: (value) => typeof value === 'boolean' };
const time: AttributeRule = { expected: "a date or time in quotes, like '2023-10-15'", accepts: isTime };
const pypi = { python, packages, exclude_newer: time, disabled };

/** The attributes of the decorators that do something; those of others are not looked at. */
export const ATTRIBUTES: ReadonlyMap<string, Readonly<Record<string, AttributeRule>>> = new Map(
  Object.entries({
    retry: { times: count, minutes_between_retries: duration },
    timeout: { seconds: duration, minutes: duration, hours: duration },
    pypi,
    pypi_base: pypi,
    environment: {
      vars: { expected: "names and values in quotes, like {'MODE': 'fast'}", accepts: isTexts },
    } satisfies Record<string, AttributeRule>,
  }),
);
