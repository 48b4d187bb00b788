// The rules of axe-core (WCAG 2.2 A and AA, contrast among them), and what a screen reader goes by.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export default async ({ test, assert }) => {
  for (const name of ['fleet', 'single', 'quiet', 'hostile']) {
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [1280, 360]) {
        await test(`${name}, ${colorScheme}, ${width} pixels wide`, async page => {
          await page.evaluate(() => document.querySelectorAll('details').forEach(part => { part.open = true; }));
          // What comes into sight while places are measured would move them.
          await page.addStyleTag({ content: '* { content-visibility: visible !important; }' });
          const violations = await page.evaluate(async source => {
            // Not by a script element: the page's policy would refuse it.
            (0, eval)(source);
            const found = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
            return found.violations.map(violation => `${violation.impact} ${violation.id}: ${violation.nodes.slice(0, 3).map(node => `${node.target} ${node.any.map(any => any.message).join('; ')}`).join(' | ')}`);
          }, axe);
          assert.deepEqual(violations, []);
        }, name, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      }
    }
  }

  await test('headings are in order, none is left out', async page => {
    const levels = await page.locator('h1, h2, h3, h4').evaluateAll(headings => headings.map(heading => Number(heading.tagName[1])));
    assert.equal(levels[0], 1);
    assert.equal(levels.filter(level => level === 1).length, 1);
    levels.forEach((level, place) => assert.ok(place === 0 || level <= levels[place - 1] + 1, levels.join(' ')));
  });

  for (const width of [1280, 360]) {
    await test(`the table is one, ${width} pixels wide`, async page => {
      const table = page.getByRole('table', { name: 'Every repository, what is worst first' });
      assert.equal(await table.getByRole('columnheader').count(), 7);
      assert.equal(await table.getByRole('row').count(), 9);
      assert.equal(await table.getByRole('rowheader').count(), 8);
    }, 'fleet', { viewport: { width, height: 900 } });
  }

  await test('the charts have names, and their numbers a table', async page => {
    assert.equal(await page.getByRole('img', { name: /^Hotfixes started from 20/ }).count(), 1);
    assert.equal(await page.getByRole('img', { name: /^Time from start to live/ }).count(), 1);
    await page.getByText('As a table').click();
    assert.ok(await page.getByRole('table', { name: /^Hotfixes by the month/ }).getByRole('row').count() > 20);
  });

  await test('forced colours keep every text', async page => {
    assert.equal(await page.getByRole('heading', { name: 'Findings', exact: true }).isVisible(), true);
  }, 'fleet', { forcedColors: 'active' });
};
