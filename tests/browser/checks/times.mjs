export default async ({ test, assert }) => {
  await test('times are those of the reader, with UTC beside them', async page => {
    const made = page.locator('header time');
    assert.equal(await made.textContent(), '2026-11-27 22:12 EST');
    assert.equal(await made.getAttribute('title'), '2026-11-28 03:12 UTC');
    assert.equal(await made.getAttribute('datetime'), '2026-11-28T03:12:00Z');
  });

  await test('those of a hotfix when it is opened', async page => {
    const time = page.locator('.fix').first().locator('time').first();
    assert.match(await time.textContent(), / UTC$/);
    await page.locator('.fix summary').first().click();
    await page.waitForFunction(() => document.querySelector('.fix time').title !== '');
    assert.match(await time.textContent(), / EST$/);
  });
};
