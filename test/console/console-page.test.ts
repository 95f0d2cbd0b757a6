import { describe, expect, it } from 'vitest';
import { ofEachScope } from '../../lambdas/access/scopes.ts';
import { consoleHeaders, consolePage } from '../../lambdas/console/console-page.ts';
import { serveAsset } from '../../lambdas/console/serve-asset.ts';
import { buildConsoleAssets } from '../../lib/console-assets.ts';
import { anHttpRequest } from '../builders.ts';

const assets = await buildConsoleAssets();
const endpoints = { authorizationEndpoint: 'https://id.test/authorize', tokenEndpoint: 'https://token.test/token' };
const stage = {
  stage: '</script><b>',
  clientId: 'console',
  scope: 'openid',
  endpoints,
  scopeNames: ofEachScope(({ scopeName }) => `shop/${scopeName}`),
};

describe('the page of the console', () => {
  const page = consolePage(stage, assets);

  it('runs nothing that stands in it, and loads its own files only', () => {
    const scripts = [...page.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)].map(([, attributes, text]) => ({
      attributes,
      text,
    }));

    expect(scripts).toEqual([
      { attributes: ' type="application/json" id="settings"', text: expect.any(String) },
      { attributes: ` type="module" src="console/${assets.script.name}"`, text: '' },
    ]);
    expect(page).not.toMatch(/<style|style=|\son\w+=/);
    const policy = consoleHeaders(endpoints)['content-security-policy'];
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' https://token.test;");
    expect(policy).not.toMatch(/unsafe|\*/);
  });

  it('tells its script who may do what, whole as the issuer calls the scopes, and cannot be broken out of', () => {
    const [, json = ''] = /id="settings">([^<]*)<\/script>/.exec(page) ?? [];

    expect(JSON.parse(json)).toMatchObject({
      stage: '</script><b>',
      allowedBy: { cancelOrder: ['shop/orders:write', 'shop/orders:staff', 'shop/orders:cancel'] },
    });
    expect(JSON.parse(json).allowedBy).not.toHaveProperty('getConsole');
  });
});

describe('a file of the console', () => {
  const asked = (asset: string, encoding?: string) =>
    serveAsset(
      anHttpRequest({
        pathParameters: { asset },
        ...(encoding !== undefined && { headers: { 'accept-encoding': encoding } }),
      }),
      assets,
    );

  it('is kept for good, under a name that is its content, compressed for who takes that', () => {
    const answer = asked(assets.script.name, 'br, gzip');

    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: true });
    expect(answer.headers).toMatchObject({
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it.each([undefined, 'br', 'gzip;q=0'])('comes as it is to who takes %s', (encoding) => {
    const answer = asked(assets.style.name, encoding);

    expect(answer.headers).not.toHaveProperty('content-encoding');
    expect(answer.body).toContain('prefers-color-scheme');
  });

  it('is not there under another name', () => {
    expect(() => asked('console.js')).toThrow('There is no such file');
  });

  it('is small: a desk opens at once', () => {
    const bytes = Object.values(assets).map(({ gzip }) => Buffer.from(gzip, 'base64').length);

    expect(bytes.reduce((sum, count) => sum + count, 0)).toBeLessThan(41_000);
  });
});
