import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
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

beforeAll(async () => {
  if (executable !== undefined) browser = await chromium.launch({ executablePath: executable, args: FLAGS });
  else if (process.env.CI) throw new Error('CI needs Chromium: install it or set FRAZIL_CHROMIUM');
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(executable === undefined && !process.env.CI)(
  'in a browser (skipped without Chromium: install it or set FRAZIL_CHROMIUM)',
  () => {
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

describe.skipIf(executable === undefined)('what the flow’s own code rendered', () => {
  test('a page runs its scripts and asks for nothing', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
    const html = `<!DOCTYPE html><html><head><style>h1{color:red}</style></head><body><h1>Mine</h1><img src="${url}"><script>document.title = 'ran'; fetch('${url}').catch(() => { document.title = 'refused' })</script>`;
    const { page } = await open('own', renderCard({ ...PANDAS_CARD, document: { ...PANDAS_CARD.document, html } }), 'light');
    await page.waitForFunction("document.title === 'refused'");
    expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe('rgb(255, 0, 0)');
    expect(asked).toBe(0);
    await page.close();
    server.close();
  });

  test('HTML of a component runs nothing', async () => {
    const html =
      '<h1>Mine</h1><script>parent.document.title = "owned"</script><img src="http://127.0.0.1:9/x.png" onerror="parent.document.title = 1">';
    const document = { ...PANDAS_CARD.document, components: [{ kind: 'html', html } as const] };
    const { page, said } = await open('markup', renderCard({ ...PANDAS_CARD, document }), 'light');
    expect(await page.frameLocator('iframe').locator('h1').textContent()).toBe('Mine');
    expect(said.join('\n')).toContain('violates the following Content Security Policy directive: "img-src data:"');
    expect(await page.title()).toBe(document.title);
    await page.close();
  });

  test('a card that is written again is loaded again', async () => {
    const { page } = await open('again', renderCard({ ...PANDAS_CARD, reloadAfter: 1 }), 'light');
    writeFileSync(join(folder, 'again.html'), renderCard({ ...PANDAS_CARD, task: { ...PANDAS_CARD.task, step: 'later' } }));
    await page.waitForSelector('h1:has-text("later")');
    await page.close();
  });
});

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
  // That a component's own HTML was kept from running scripts and from reading files is as it should be.
  page.on(
    'console',
    (message) =>
      /^(Blocked script execution in 'about:srcdoc'|Not allowed to load local resource)/.test(message.text()) || said.push(message.text()),
  );
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
