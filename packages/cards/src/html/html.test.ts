import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { html, htmlText } from './html.ts';
import { styleElements } from './style-element.ts';

test('values are escaped, HTML is not, nothing is left out', () => {
  const inner = html`<b>${`<&>"'`}</b>`;
  expect(htmlText(html`<p a="${'"x"'}">${inner}${[inner, inner]}${undefined}${false}${3}</p>`)).toBe(
    '<p a="&quot;x&quot;"><b>&lt;&amp;&gt;&quot;&#39;</b><b>&lt;&amp;&gt;&quot;&#39;</b><b>&lt;&amp;&gt;&quot;&#39;</b>3</p>',
  );
});

test('what no document may hold is replaced', () => {
  expect(htmlText(html`${'a\0b\x1bc\ud800d\te\n'}`)).toBe('a\ufffdb\ufffdc\ufffdd\te\n');
});

test('the policy allows this style and nothing else', () => {
  const hash = createHash('sha256').update('p{margin:0}').digest('base64');
  expect(htmlText(styleElements('p{margin:0}'))).toBe(
    `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;">\n<style>p{margin:0}</style>`,
  );
  expect(() => styleElements('a>b{}')).toThrow(TypeError);
});
