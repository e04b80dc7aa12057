import { floatText } from './json-text.ts';

const NULL = /^(?:~|null|Null|NULL|)$/;
const TRUE = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/;
const BASED = /^([-+]?)0(?:b([01_]+)|x([\da-fA-F_]+)|([0-7_]+))$/;
const WHOLE = /^[-+]?(?:0|[1-9][\d_]*)$/;
// Numbers in sixties: 1:30 is 90.
const SIXTIES = /^[-+]?[1-9][\d_]*(?::[0-5]?\d)+$/;
const FLOAT = /^(?:[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]\d+)?|\.\d[\d_]*(?:[eE][-+]\d+)?)$/;
const SIXTIES_FLOAT = /^[-+]?\d[\d_]*(?::[0-5]?\d)+\.[\d_]*$/;
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NAN = /^\.(?:nan|NaN|NAN)$/;

/**
 * The JSON text of what stands in YAML without quotes, by the rules of YAML 1.1 as Python's readers have them: `yes` is true, `010` is 8,
 * `1e3` is a text, for a float has a point. Dates and times stay texts. Pure.
 */
export function yamlScalar(source: string): string {
  if (NULL.test(source)) return 'null';
  if (TRUE.test(source)) return 'true';
  if (FALSE.test(source)) return 'false';
  return numberText(source) ?? JSON.stringify(source);
}

function numberText(source: string): string | undefined {
  const digits = source.replaceAll('_', '');
  const [, sign, binary, hexadecimal, octal] = BASED.exec(source) ?? [];
  if (sign !== undefined) return wholeText(sign, based(binary, hexadecimal, octal));
  if (WHOLE.test(source)) return BigInt(digits.replace('+', '')).toString();
  if (SIXTIES.test(source)) return wholeInSixties(digits);
  if (FLOAT.test(source)) return floatText(Number(digits));
  if (SIXTIES_FLOAT.test(source)) return floatInSixties(digits);
  if (NAN.test(source)) return 'NaN';
  const infinite = INFINITE.exec(source);
  return infinite === null ? undefined : `${infinite[1] === '-' ? '-' : ''}Infinity`;
}

function based(binary = '', hexadecimal = '', octal = ''): string {
  const [prefix, digits] = binary !== '' ? ['0b', binary] : hexadecimal !== '' ? ['0x', hexadecimal] : ['0o', octal];
  return `${prefix}0${digits.replaceAll('_', '')}`;
}

function wholeText(sign: string, digits: string): string {
  const value = BigInt(digits);
  return (sign === '-' ? -value : value).toString();
}

function wholeInSixties(digits: string): string {
  const total = partsOf(digits).reduce((sum, part) => sum * 60n + BigInt(part), 0n);
  return (digits.startsWith('-') ? -total : total).toString();
}

function floatInSixties(digits: string): string {
  const total = partsOf(digits).reduce((sum, part) => sum * 60 + Number(part), 0);
  return floatText(digits.startsWith('-') ? -total : total);
}

function partsOf(digits: string): readonly string[] {
  return digits.replace(/^[-+]/, '').split(':');
}
