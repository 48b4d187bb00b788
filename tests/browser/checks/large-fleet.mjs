// Of a large fleet the hotfixes are read when they are opened.
export default async ({ test, assert }) => {
  await test('what is opened is whole, with the diagram in its style', async page => {
    const fix = page.locator('.fix', { has: page.locator('h3', { hasText: /^service-1057$/ }) });
    assert.equal(await page.locator('.fix svg').count(), 0);
    await page.locator('.group li a', { hasText: /^service-1057$/ }).first().click();
    await fix.locator('svg').waitFor();
    assert.equal(await page.locator('.fix svg').count(), 1);
    assert.equal(await fix.locator('.commits li').count(), 1);
    assert.match(await fix.locator('time').first().textContent(), / (EST|EDT)$/);
    assert.equal(await fix.locator('circle.hg-main').first().evaluate(dot => getComputedStyle(dot).fill), 'none');
    assert.equal(await page.evaluate(() => document.querySelectorAll('.fix noscript').length), 1999);
  }, 'large');

  await test('the filter finds what was not opened yet', async page => {
    await page.locator('#words').fill('count at least one <cleo@example.com> service-1057');
    await page.waitForFunction(() => document.querySelector('#shown').textContent === '1 of 2,000 repositories shown');
    await page.locator('#words').fill('noscript');
    await page.waitForFunction(() => document.querySelector('#shown').textContent === '0 of 2,000 repositories shown');
  }, 'large');

  await test('without script all of it is there', async page => {
    assert.equal(await page.locator('.fix svg').count(), 2000);
    await page.locator('.fix summary').first().click();
    await page.locator('.fix .commits').first().waitFor({ state: 'visible' });
  }, 'large', { javaScriptEnabled: false });

  await test('on paper all of it is there', async page => {
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.equal(await page.locator('.fix svg').count(), 2000);
    assert.equal(await page.locator('.fix noscript').count(), 0);
  }, 'large');

  await test('names that mean harm are text there too', async page => {
    assert.equal(await page.evaluate(() => document.querySelectorAll('.fix noscript').length), 112);
    await page.evaluate(() => document.querySelectorAll('.fix').forEach(part => { part.open = true; }));
    await page.waitForFunction(() => document.querySelectorAll('.fix noscript').length === 0);
    const found = await page.evaluate(() => ({
      scripts: document.scripts.length,
      foreign: document.querySelectorAll('img, iframe, object, embed, image, foreignObject, animate, set, base, form, svg script, svg a, svg style').length,
      handlers: [...document.querySelectorAll('*')].flatMap(element => [...element.attributes]).filter(attribute => attribute.name.startsWith('on') || attribute.name === 'style').length,
    }));
    assert.deepEqual(found, { scripts: 1, foreign: 0, handlers: 0 });
    assert.ok((await page.locator('.fix .commits bdi').allTextContents()).includes('</noscript><script>alert(1)</script>'));
  }, 'hostile-fleet');
};
