import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderCard } from './render-card.ts';
import { FULL_CARD, fullOf, linear, PANDAS_CARD } from './testing/sample-cards.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const executable = findChromium();
const folder = mkdtempSync(join(tmpdir(), 'frazil-cards-'));
let browser: Browser;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(executable === undefined && !process.env.CI)(
  'in a browser (skipped without Chromium: install it or set FRAZIL_CHROMIUM)',
  () => {
    beforeAll(async () => {
      if (executable === undefined) throw new Error('CI needs Chromium: install it or set FRAZIL_CHROMIUM');
      browser = await chromium.launch({ executablePath: executable, args: FLAGS });
    });
    afterAll(() => browser?.close());

    test.each([
      ['pandas', renderCard(PANDAS_CARD)],
      ['full', renderCard(FULL_CARD)],
    ])('the card %s asks for nothing, complains of nothing, and is accessible in the light and in the dark', async (name, card) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, said } = await open(name, card, colorScheme);
        expect(said).toEqual([]);
        expect(await violationsIn(page)).toEqual([]);
        await keepPicture(page, `${name}-${colorScheme}`);
        await page.close();
      }
    });

    test('a narrow screen shows all of it without scrolling sideways', async () => {
      const { page } = await open('narrow', renderCard(FULL_CARD), 'light');
      await page.setViewportSize({ width: 360, height: 700 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await keepPicture(page, 'narrow');
    });

    test.each([
      ['a script', '<script>document.title="owned"</script><img src=x onerror=\'document.title="owned"\'>'],
      ['the end of the style', '</style></title></textarea></script><script>document.title="owned"</script>'],
      ['an attribute', '" onmouseover="document.title=1" x="\' autofocus onfocus=alert(1) x=\''],
      ['a megabyte', 'x<b>'.repeat(262_144)],
    ])('values are text: %s', async (name, value) => {
      const { page, said } = await open('hostile', renderCard(fullOf(value)), 'light');
      expect(said).toEqual([]);
      expect(await page.title(), name).toBe(value.length > 1_000 ? `${value.slice(0, 1_000)}… (1,047,576 more characters)` : value);
      expect(await page.evaluate("document.querySelectorAll('script, b, [onerror], [onmouseover], [onfocus], style ~ style').length")).toBe(
        0,
      );
      await page.close();
    });

    test('a flow of many steps is drawn', async () => {
      const wide = Array.from({ length: 300 }, (_, index) => linear(`step_${index}`, `step_${index + 1}`));
      const { page, said } = await open('wide', renderCard({ ...PANDAS_CARD, flow: { steps: wide } }), 'light');
      expect(said).toEqual([]);
      expect(await page.locator('.step').count()).toBe(300);
      await page.close();
    });
  },
);

/** Opens a card from a file; collects everything the browser says, and every request but the card's own. */
async function open(
  name: string,
  card: string,
  colorScheme: 'light' | 'dark',
): Promise<{ readonly page: Page; readonly said: readonly string[] }> {
  const url = pathToFileURL(join(folder, `${name}.html`)).href;
  writeFileSync(join(folder, `${name}.html`), card);
  const page = await browser.newPage({ colorScheme, viewport: { width: 1180, height: 900 } });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('dialog', (dialog) => said.push(`dialog ${dialog.message()}`));
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) said.push(`request ${request.url()}`);
  });
  await page.goto(url);
  return { page, said };
}

/** What axe has against a page. Its script is run by the debugger, for the card's policy forbids scripts. */
async function violationsIn(page: Page): Promise<unknown> {
  const context = await browser.newContext({ bypassCSP: true });
  const tested = await context.newPage();
  await tested.emulateMedia({ colorScheme: await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'") });
  await tested.goto(page.url());
  await tested.addScriptTag({ content: axe.source });
  const found = await tested.evaluate(
    "axe.run().then(({violations}) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' ')))",
  );
  await context.close();
  return found;
}

// To look at: FRAZIL_CARD_PICTURES=folder keeps a picture of each card.
async function keepPicture(page: Page, name: string): Promise<void> {
  const pictures = process.env.FRAZIL_CARD_PICTURES;
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [process.env.FRAZIL_CHROMIUM, ...folders.flatMap((path) => [join(path, 'chromium'), join(path, 'chromium-browser')])];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}
