const rows = page => page.locator('#fleet tbody tr:visible th').evaluateAll(cells => cells.map(cell => cell.firstElementChild.textContent));
const shown = page => page.locator('#shown').textContent();

async function says(page, assert, text) {
  await page.waitForFunction(expected => document.querySelector('#shown').textContent === expected, text, { timeout: 5000 })
    .catch(async () => assert.equal(await shown(page), text));
}

export default async ({ test, assert }) => {
  await test('by words: repository, person, commit, finding, all of them', async page => {
    for (const [words, expected] of [
      ['checkout', ['checkout']],
      ['CLEO', ['orders', 'rates', 'mail']],
      ['CLEO orders.git superseded', ['orders']],
      ['refused', ['payments']],
      ['no-such-thing', []],
    ]) {
      await page.locator('#words').fill(words);
      assert.deepEqual((await rows(page)).sort(), expected.sort(), words);
    }
    await page.locator('#words').fill('');
    assert.equal((await rows(page)).length, 8);
  });

  await test('findings and hotfixes follow', async page => {
    await page.locator('#words').fill('checkout');
    assert.deepEqual(new Set(await page.locator('.group li:visible .repo').allTextContents()), new Set(['checkout']));
    assert.deepEqual(await page.locator('.fix:visible h3').allTextContents(), ['checkout']);
    assert.equal(await page.locator('.group.unchecked').isVisible(), false);
    assert.equal(await page.locator('.group.error .count').textContent(), '1');
  });

  await test('by what was found, and by state; of one kind any, of both kinds both', async page => {
    const chip = name => page.getByRole('button', { name, exact: true });
    await chip('Not checked').click();
    assert.equal(await chip('Not checked').getAttribute('aria-pressed'), 'true');
    assert.deepEqual(await rows(page), ['payments']);
    await chip('Warnings').click();
    assert.equal((await rows(page)).length, 4);
    await chip('In review').click();
    assert.deepEqual(await rows(page), ['orders']);
    assert.equal(await page.locator('.group.error').isVisible(), false);
    for (const name of ['Not checked', 'Warnings', 'In review']) {
      await chip(name).click();
    }
    assert.equal((await rows(page)).length, 8);
  });

  await test('how many are shown is said aloud', async page => {
    assert.equal(await page.locator('#shown').getAttribute('role'), 'status');
    assert.equal(await shown(page), '8 of 8 repositories shown');
    await page.locator('#words').fill('cleo');
    await says(page, assert, '3 of 8 repositories shown');
    await page.locator('#words').fill('');
    await says(page, assert, '8 of 8 repositories shown');
  });

  await test('what is folded away is opened where it is looked for', async page => {
    await page.locator('#words').fill('service-1999');
    assert.deepEqual(await rows(page), ['service-1999']);
    assert.deepEqual(new Set(await page.locator('.group li:visible .repo').allTextContents()), new Set(['service-1999']));
    assert.equal(await page.locator('.group.error li:visible').count(), 1);
  }, 'large');
};
