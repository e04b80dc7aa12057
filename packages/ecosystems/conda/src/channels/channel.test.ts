import { expect, test } from 'vitest';
import { channelUrl, namedApart, nameOfUrl, shownUrl } from './channel.ts';

const ALIAS = 'https://channels.example';

test.each([
  ['https://channels.example/conda-forge', 'conda-forge'],
  ['https://channels.example/conda-forge/label/dev/', 'conda-forge/label/dev'],
  ['https://me:secret@mirror.example/copies/conda-forge/linux-64/', 'conda-forge'],
  ['https://mirror.example/t/tk-123-abc/team/label/main', 'team/label/main'],
  ['https://mirror.example/t/tk-123-abc/team', 'team'],
  ['file:///srv/my%20channel', 'my channel'],
  ['https://mirror.example:8443/', 'channel'],
])('the channel at %s is called %s', (text, name) => {
  const url = channelUrl(text);
  expect(url).not.toContain('secret');
  expect(nameOfUrl(url, ALIAS)).toBe(name);
});

test('channels whose last parts are the same are called by two of them, and copies are one', () => {
  const of = (...urls: string[]) => urls.map((url) => ({ name: nameOfUrl(url, ALIAS), urls: [url] }));
  expect(namedApart(of('https://a.example/all/one/main', 'https://a.example/two', 'https://b.example/other/main'))).toEqual([
    { name: 'one/main', urls: ['https://a.example/all/one/main'] },
    { name: 'two', urls: ['https://a.example/two'] },
    { name: 'other/main', urls: ['https://b.example/other/main'] },
  ]);
  const copies = ['https://channels.example/conda-forge', 'https://mirror.example/conda-forge'];
  expect(namedApart(of(...copies, ...copies))).toEqual([{ name: 'conda-forge', urls: copies }]);
});

test('what is shown has neither credentials nor tokens', () => {
  expect(shownUrl('https://me:secret@mirror.example/t/tk-1/team/noarch/repodata.json')).toBe(
    'https://mirror.example/t/.../team/noarch/repodata.json',
  );
  expect(shownUrl('https://mirror.example/t/tk-1')).toBe('https://mirror.example/t/...');
  expect(shownUrl('no address')).toBe('no address');
});
