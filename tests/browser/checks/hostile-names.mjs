// Names that mean harm are text.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export default async ({ test, assert, pages }) => {
  const names = readFileSync(join(pages, 'hostile.txt'), 'utf8').trim().split('\n');

  for (const javaScriptEnabled of [true, false]) {
    await test(`each stands there letter by letter, ${javaScriptEnabled ? 'with' : 'without'} script`, async page => {
      if (javaScriptEnabled) {
        await page.evaluate(() => document.querySelectorAll('details').forEach(part => { part.open = true; }));
      }
      for (const selector of ['.fix .commits bdi', '.fix dd bdi', '.findings .what bdi', '#fleet th small bdi', '#fleet td code']) {
        const texts = new Set(await page.locator(selector).allTextContents());
        for (const name of names) {
          // A table shows commits by their first digits, and names of other things whole.
          assert.ok(texts.has(name), `${selector} lacks ${name}`);
        }
      }
      assert.equal(await page.title(), names[5]);
    }, 'hostile', { javaScriptEnabled });
  }

  await test('none became an element, an attribute or a link that runs', async page => {
    const found = await page.evaluate(() => ({
      scripts: document.scripts.length,
      foreign: document.querySelectorAll('img, iframe, object, embed, image, foreignObject, animate, set, base, form, svg script, svg a, svg style').length,
      handlers: [...document.querySelectorAll('*')].flatMap(element => [...element.attributes]).filter(attribute => attribute.name.startsWith('on') || attribute.name === 'style').map(attribute => attribute.name),
      links: [...document.querySelectorAll('a')].map(link => link.protocol).filter(protocol => protocol !== 'file:'),
      references: [...document.querySelectorAll('svg *')].flatMap(element => [...element.attributes]).map(attribute => attribute.value).filter(value => /example\.com|javascript/.test(value) && !/^Diagram/.test(value)),
    }));
    assert.deepEqual(found, { scripts: 1, foreign: 0, handlers: [], links: [], references: [] });
  }, 'hostile');

  await test('what draws is left of a diagram, in its own style', async page => {
    const svg = page.locator('.graph svg').first();
    assert.equal(await svg.locator('path.hg-line').count(), 1);
    assert.equal(await svg.locator('circle.hg-dot').count(), 1);
    assert.equal(await svg.locator('rect').count(), 2);
    const [styles, dot] = await page.evaluate(() => [
      [...document.querySelectorAll('style')].map(style => style.textContent).filter(text => text.includes('hg-')),
      getComputedStyle(document.querySelector('.graph .hg-dot')).fill,
    ]);
    assert.deepEqual(styles, ['.hg-dot { fill: currentColor }']);
    assert.notEqual(dot, 'rgb(0, 0, 0)');
  }, 'hostile', { colorScheme: 'dark' });

  await test('a name from right to left leaves what stands beside it where it is', async page => {
    for (const bdi of await page.locator('#fleet th bdi').all()) {
      assert.equal(await bdi.evaluate(element => getComputedStyle(element).unicodeBidi), 'isolate');
    }
  }, 'hostile');

  await test('a long name widens nothing', async page => {
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true);
  }, 'hostile');

  await test('filtering by such a name, and copying it, is safe', async page => {
    await page.locator('#words').fill('<script>alert(1)</script>');
    await page.locator('#fleet tbody tr:visible .copy').first().click();
    await page.waitForTimeout(200);
  }, 'hostile');

  await test('no id stands there twice', async page => {
    const twice = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
      return ids.filter((id, place) => ids.indexOf(id) !== place);
    });
    assert.deepEqual(twice, []);
  }, 'hostile');
};
