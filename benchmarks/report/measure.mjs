// node measure.mjs <folder>: opens report.html and plain.html, as Program.cs writes them, and tells how long each takes in
// headless Chromium, and the answer to the first filter and sort. Medians of three, each in a browser context of its own.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '../../tests/browser/node_modules/playwright-core/index.mjs';

const folder = resolve(process.argv[2]);
const executablePath = process.argv[3] ?? '/usr/bin/chromium';
const median = numbers => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function measure(browser, name) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const begun = performance.now();
  await page.goto(pathToFileURL(join(folder, name)).href, { waitUntil: 'load', timeout: 300_000 });
  const loaded = performance.now() - begun;
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))));
  const painted = performance.now() - begun;
  const [domLoaded, firstPaint] = await page.evaluate(() => [
    performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  ]);
  const times = { loaded, painted, domLoaded, firstPaint };
  if (name === 'report.html') {
    Object.assign(times, await page.evaluate(async () => {
      const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
      const took = async act => {
        const start = performance.now();
        act();
        await frame();
        return performance.now() - start;
      };
      const words = document.querySelector('#words');
      const type = text => () => {
        words.value = text;
        words.dispatchEvent(new Event('input', { bubbles: true }));
      };
      return {
        firstFilter: await took(type('service-199')),
        secondFilter: await took(type('team7')),
        noFilter: await took(type('')),
        sort: await took(() => document.querySelector('.sort').click()),
      };
    }));
  }
  await context.close();
  return times;
}

const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const medians = {};
for (const name of (process.argv[4] ?? 'plain.html,report.html').split(',')) {
  const rounds = [];
  for (let round = 0; round < 3; round++) {
    rounds.push(await measure(browser, name));
  }
  medians[name] = Object.fromEntries(Object.keys(rounds[0]).map(key => [key, median(rounds.map(times => times[key]))]));
  console.log(`${name}: ${(statSync(join(folder, name)).size / 1048576).toFixed(1)} MB; ${Object.entries(medians[name]).map(([key, time]) => `${key} ${Math.round(time)} ms`).join(', ')}`);
}
await browser.close();
console.log(`The report takes ${(medians['report.html'].loaded / medians['plain.html'].loaded).toFixed(2)} times as long to load as a plain table of as many bytes.`);
