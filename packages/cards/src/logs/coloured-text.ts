import { type Html, html } from '../html/html.ts';

interface Look {
  readonly colour: number | undefined;
  readonly isBold: boolean;
}

const PLAIN: Look = { colour: undefined, isBold: false };
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const COLOUR = /\x1b\[([0-9;:]*)m/;

/** Text with a terminal's colours, as HTML with classes `c0` to `c7` and `bold`. Pure. */
export function colouredText(text: string): Html {
  const [first = '', ...rest] = text.split(COLOUR);
  const parts: Html[] = [html`${first}`];
  let look = PLAIN;
  for (let index = 0; index < rest.length; index += 2) {
    look = nextLook(look, rest[index] ?? '');
    parts.push(spanOf(look, rest[index + 1] ?? ''));
  }
  return html`${parts}`;
}

function spanOf({ colour, isBold }: Look, text: string): Html {
  const classes = [colour === undefined ? '' : `c${colour}`, isBold ? 'bold' : ''].filter((name) => name !== '');
  return classes.length === 0 || text === '' ? html`${text}` : html`<span class="${classes.join(' ')}">${text}</span>`;
}

function nextLook(look: Look, codes: string): Look {
  // Colours of more than 16 (38;5;n and 38;2;r;g;b) come with numbers of their own, which are no codes.
  if (/^[34]8/.test(codes)) return look;
  return codes.split(/[;:]/).map(Number).reduce(applyCode, look);
}

function applyCode(look: Look, code: number): Look {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...look, isBold: true };
  if (code === 22) return { ...look, isBold: false };
  if (code === 39) return { ...look, colour: undefined };
  if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) return { ...look, colour: code % 10 };
  return look;
}
