import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Credentials, credentialsOfNetrc, credentialsOfUrl } from '@frazil/downloads';
import { condaErrors } from '../errors.ts';
import { type Channel, channelUrl, namedApart, nameOfUrl } from './channel.ts';
import { type Condarc, readCondarc } from './condarc.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The channels that the user configured. */
export interface ConfiguredChannels {
  /** Those to look in, first to last. */
  readonly list: readonly Channel[];
  /** The channel of a name, configured or below the alias. */
  named(name: string): Channel;
  /** The credentials for a URL: those in a channel's address of the same host, or of .netrc. */
  credentials(url: string): Promise<Credentials | undefined>;
}

// In pieces, so that no address stands here: the user's settings decide, this is what conda does without any.
const PUBLIC_ALIAS = `https://${['conda', 'anaconda', 'org'].join('.')}`;
const VARIABLES = ['FRAZIL_CONDA_CHANNELS', 'METAFLOW_CONDA_CHANNELS', 'CONDA_CHANNELS'];

/**
 * The channels to use: those of the request, of FRAZIL_CONDA_CHANNELS, METAFLOW_CONDA_CHANNELS, CONDA_CHANNELS or .condarc, else
 * conda-forge. Names are of channels below the alias, of custom or of mirrored ones; addresses and folders are channels too. Reads files.
 */
export async function configuredChannels(
  asked: readonly string[] | undefined,
  variables: Variables,
  directory: string,
): Promise<ConfiguredChannels> {
  const settings = await readCondarc(variables, directory);
  const alias = channelUrl(variables.CONDA_CHANNEL_ALIAS || settings.channel_alias || PUBLIC_ALIAS);
  const texts = textsOf(asked, variables, settings).flatMap((text) =>
    text === 'defaults' ? (settings.default_channels ?? ['main', 'r']) : text,
  );
  if (asked?.some((text) => isUrl(text) && credentialsOfUrl(text) !== undefined))
    throw condaErrors.create('conda.credentials-in-request', {});
  const named = (name: string): Channel => ({ name, urls: urlsOfName(name, settings, alias) });
  const list = namedApart(texts.map((text) => channelOf(text, directory, alias) ?? named(text)));
  const known = [
    ...texts,
    settings.channel_alias ?? '',
    ...Object.values(settings.custom_channels ?? {}),
    ...Object.values(settings.mirrored_channels ?? {}).flat(),
  ];
  return {
    list,
    named: (name) => list.find((channel) => channel.name === name) ?? named(name),
    credentials: async (url) => credentialsAmong(known, url) ?? (await credentialsOfNetrc(new URL(url).hostname, variables)),
  };
}

function textsOf(asked: readonly string[] | undefined, variables: Variables, settings: Condarc): readonly string[] {
  const variable = VARIABLES.map((name) => variables[name]).find((value) => value !== undefined && value.trim() !== '');
  const ofVariable = variable?.split(',').map((text) => text.trim());
  const ofSettings = settings.channels ?? [];
  const chosen = asked ?? ofVariable ?? ofSettings;
  const texts = chosen.filter((text) => text !== '' && text !== 'nodefaults');
  return texts.length === 0 ? ['conda-forge'] : texts;
}

/** The channel at an address or in a folder; undefined for a name. */
function channelOf(text: string, directory: string, alias: string): Channel | undefined {
  const address = /^(?:\/|\.\.?(?:\/|$)|~\/)/.test(text) ? pathToFileURL(resolve(directory, text)).href : text;
  if (!isUrl(address)) return undefined;
  const url = channelUrl(address);
  return { name: nameOfUrl(url, alias), urls: [url] };
}

function urlsOfName(name: string, settings: Condarc, alias: string): readonly string[] {
  const mirrors = settings.mirrored_channels?.[name];
  if (mirrors !== undefined && mirrors.length > 0) return mirrors.map(channelUrl);
  const custom = settings.custom_channels?.[name];
  return [`${custom === undefined ? alias : channelUrl(custom)}/${name}`];
}

function credentialsAmong(texts: readonly string[], url: string): Credentials | undefined {
  const { origin } = new URL(url);
  return texts
    .filter((text) => isUrl(text) && new URL(text).origin === origin)
    .map(credentialsOfUrl)
    .find((found) => found !== undefined);
}

function isUrl(text: string): boolean {
  return /^[a-z]+:\/\//i.test(text) && URL.canParse(text);
}
