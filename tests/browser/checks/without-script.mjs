// Without script all of it is there; only filter, sort and copy are not offered.
export default async ({ test, assert }) => {
  const options = { javaScriptEnabled: false };
  await test('every repository, finding and hotfix is there', async page => {
    assert.equal(await page.locator('#fleet tbody tr').count(), 8);
    assert.equal(await page.locator('#fleet tbody tr:visible').count(), 8);
    assert.ok(await page.locator('.group li').count() >= 8);
    assert.equal(await page.locator('.fix').count(), 5);
    assert.match(await page.locator('header time').textContent(), /^2026-11-28 03:12 UTC$/);
  }, 'fleet', options);

  await test('nothing is offered that does nothing', async page => {
    assert.equal(await page.locator('.tools').isVisible(), false);
    assert.equal(await page.locator('button:visible').count(), 0);
    assert.equal(await page.locator('noscript').count(), 0);
  }, 'fleet', options);

  await test('a link opens the hotfix that it leads to', async page => {
    const fix = page.locator('.fix', { has: page.locator('h3', { hasText: 'orders' }) });
    await page.locator('#fleet th a', { hasText: 'orders' }).click();
    await fix.locator('.body').waitFor({ state: 'visible', timeout: 5000 });
  }, 'fleet', options);
};
