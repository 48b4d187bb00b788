// node run.mjs <check> <folder of pages> <folder for screenshots> <chromium>: runs one check; ends with 0 where all of it holds.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [check, pages, screenshots, executablePath] = process.argv.slice(2);
mkdirSync(screenshots, { recursive: true });

// Chromium's own sandbox does not start for root, as in a container.
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
let passed = 0;
let failed = 0;

/** Opens a page; whatever it says on the console, asks for, or pops up fails the check. */
async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, timezoneId: 'America/New_York', ...options });
  const page = await context.newPage();
  const address = pathToFileURL(join(pages, `${name}.html`)).href;
  const trouble = [];
  const refused = [];
  page.on('console', message => ['error', 'warning'].includes(message.type()) && trouble.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', error => trouble.push(`error: ${error}`));
  page.on('request', request => request.url() !== address && trouble.push(`request: ${request.url()}`));
  page.on('requestfailed', request => refused.push(`${request.url()} ${request.failure().errorText}`));
  page.on('dialog', dialog => { trouble.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(address + (options.hash ?? ''));
  Object.assign(page, { trouble, refused });
  return page;
}

async function test(name, body, pageName = 'fleet', options = {}) {
  let page;
  try {
    page = await open(pageName, options);
    await body(page);
    assert.deepEqual(page.trouble, []);
    passed++;
    console.log(`  ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}\n${error.stack ?? error}`);
  } finally {
    await page?.context().close();
  }
}

try {
  const { default: run } = await import(pathToFileURL(join(import.meta.dirname, 'checks', `${check}.mjs`)).href);
  await run({ test, assert, pages, screenshots });
} finally {
  await browser.close();
}

console.log(failed === 0 ? `${passed} passed` : `${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
