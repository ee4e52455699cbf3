import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { temporaryAuthorities } from '@banc-gap/mock-igc-sante/testing';
import { openPfcng, type Pfcng, startPfcng } from '@banc-gap/mock-pfcng';
import { CrlSet } from '@banc-gap/pki';
import { ManualClock } from '@banc-gap/simkit';
import type { AxeResults } from 'axe-core';
import { chromium, type Download, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** No background traffic: the browser is to open the portal only. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
];

/** A refusal is a page with its status, which Chromium reports as any other. */
const REFUSAL = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** The platform as `banc up` serves it, and a browser before it. */
export interface PortalBrowser extends AsyncDisposable {
  readonly pfcng: Pfcng;
  readonly clock: ManualClock;
  readonly page: Page;
  /** What the browser complained of. */
  readonly complaints: readonly string[];
}

export async function openPortalBrowser(width: number): Promise<PortalBrowser> {
  await using opened = new AsyncDisposableStack();
  const clock = new ManualClock(new Date());
  const { authorities } = opened.use(await temporaryAuthorities({ clock }));
  const pfcng = opened.use(await openPfcng({ file: ':memory:', issuer: authorities, clock }));
  const trust = () => ({
    trustAnchors: [...authorities.trust.igcSante, ...authorities.trust.igcSanteProduction],
    crls: new CrlSet([...authorities.crls().igcSante, ...authorities.crls().igcSanteProduction]),
  });
  const ports = { port: 0, authPort: 0, controlPort: 0 };
  const { url } = opened.use(await startPfcng({ pfcng, issuer: authorities, trust, ...ports }));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: quiet });
  opened.defer(() => browser.close());
  const page = await browser.newPage({ viewport: { width, height: 900 }, ignoreHTTPSErrors: true });
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (!REFUSAL.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  const all = opened.move();
  return { pfcng, clock, page, complaints, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Waits for the page with this heading, which must suit every window and every reader. */
export async function arrive(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  await page.waitForLoadState();
  expect(await page.locator('h1').count()).toBe(1);
  for (const landmark of ['banner', 'main', 'contentinfo'] as const)
    expect(await page.getByRole(landmark).count(), `${landmark} of ${heading}`).toBe(1);
  const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await page.evaluate(tooWide), `${heading} scrolls sideways`).toBe(0);
  expect(await violations(page), heading).toEqual([]);
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource());
  const results = (await page.evaluate('axe.run()')) as AxeResults;
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

let source: string | undefined;
function axeSource(): string {
  source ??= readFileSync(AXE, 'utf8');
  return source;
}

export async function contentOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}
