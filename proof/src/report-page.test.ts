import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startGap } from '@banc-gap/cli';
import { invoke } from '@banc-gap/cli/testing';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignTool } from '../../scripts/foreign-tool.ts';
import { fqdn } from './judge-gap.ts';

/** No background traffic: the browser is to open one file. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
];

describe.skipIf(!foreignTool('chromium'))('the report of a GAP that ignores expiry, in a browser', () => {
  let directory: string;
  let browser: Browser;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'banc-page-'));
    await using bench = await temporaryAuthorities();
    await using gap = await startGap(bench.authorities, {
      fqdn,
      stack: 'node',
      defects: ['ignores-leaf-expiry'],
    });
    const config = join(directory, 'banc.yaml');
    writeFileSync(
      config,
      `gap: { diapasonServer: { address: 127.0.0.1, port: ${gap.port}, fqdn: ${fqdn} } }\n`,
    );
    const out = join(directory, 'report');
    await invoke(['run', '--config', config, '--out', out, '--state', bench.directory, '--lang', 'en']);
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: quiet });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(directory, { recursive: true });
  });

  async function open(width: number): Promise<{ page: Page; complaints: string[]; requests: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(join(directory, 'report', 'report.html')).href);
    return { page, complaints, requests };
  }

  it.each([1280, 390])('fits a window %i pixels wide, with every case unfolded', async (width) => {
    const { page } = await open(width);
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await page.close();
  });

  it('fetches nothing and complains of nothing', async () => {
    const { page, complaints, requests } = await open(1280);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
    await page.close();
  });

  it('leads from what to correct to the case, its exchange and its octets', async () => {
    const { page } = await open(1280);
    await page.getByRole('link', { name: 'Terminal certificate expired', exact: true }).click();
    const failed = page.locator('details[id="diapason-tpe/validity/leaf-expired"]');
    expect(await failed.getAttribute('open')).not.toBeNull();
    expect(await failed.textContent()).toContain('ClientHello');
    const octets = failed.locator('[data-octets]').first();
    await octets.locator('summary').click();
    expect(await octets.locator('pre').textContent()).toMatch(/^0000 {2}01 00 /);
    await page.close();
  });
});
