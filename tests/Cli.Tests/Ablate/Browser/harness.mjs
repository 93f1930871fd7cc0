// What the checks of the report's page are made with.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const checks = [];
export const check = (name, act) => checks.push({ name, act });

const [folder] = process.argv.slice(2);
const { chromium } = createRequire(`${process.env.ARCHGEN_REPORT_MODULES}/`)('playwright-core');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });

/** Opens a page; what it says on the console, and whatever it asks of a network, is in `page.faults`. */
export async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, colorScheme: 'light', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const url = pathToFileURL(`${folder}/${name}/report.html`).href;
  page.faults = [];
  page.on('console', message => page.faults.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => page.faults.push(String(error)));
  page.on('request', request => { if (request.url().split('#')[0] !== url) page.faults.push(`asked for ${request.url()}`); });
  await page.goto(url);
  await page.locator('footer').waitFor();
  return page;
}

export const rows = page => page.locator('table.variants tbody tr');
/** A column's texts, first lines only, top to bottom. */
export const column = (page, head) => page.evaluate(text => {
  const heads = [...document.querySelectorAll('table.variants thead th')];
  const at = heads.findIndex(th => th.textContent.trim() === text);
  return [...document.querySelectorAll('table.variants tbody tr')].map(tr => {
    const cell = tr.children[at].cloneNode(true);
    cell.querySelectorAll('small, .badge, .diamond').forEach(e => e.remove());
    return cell.textContent.trim();
  });
}, head);
export const chart = (page, title) => page.locator(`[aria-roledescription=chart][aria-label^="${title}."]`);
/** Where a chart's mark is on the screen, brought into view. */
export async function place(locator) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** Runs what was checked in, one after another. */
export async function run() {
  for (const { name, act } of checks) {
    let error = null;
    try {
      await act(assert);
    } catch (e) {
      error = e.stack ?? String(e);
    }
    for (const context of browser.contexts())
      await context.close();
    process.stdout.write(JSON.stringify({ name, error }) + '\n');
  }
  await browser.close();
}
