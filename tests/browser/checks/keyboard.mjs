const focused = page => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());

export default async ({ test, assert }) => {
  await test('Tab goes through all of it in order, and where it is can be seen', async page => {
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Skip to the findings');
    assert.ok((await page.locator('.skip').boundingBox()).x >= 0);
    const seen = [];
    for (let i = 0; i < 200; i++) {
      await page.keyboard.press('Tab');
      const [name, outline, width] = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return [document.activeElement.id || document.activeElement.textContent.trim(), style.outlineStyle, parseFloat(style.outlineWidth)];
      });
      assert.ok(outline !== 'none' && width >= 1, `${name} shows no focus`);
      seen.push(name);
      if (name === 'Next step') {
        break;
      }
    }
    for (const [before, after] of [['Findings', 'rates'], ['rates', 'words'], ['words', 'Errors'], ['Errors', 'Started'], ['Started', 'Repository'], ['Repository', 'Age']]) {
      assert.ok(seen.indexOf(before) >= 0 && seen.lastIndexOf(after) > seen.indexOf(before), `${before} before ${after}: ${seen.join(' | ')}`);
    }
  });

  await test('Enter and Space sort and press', async page => {
    await page.locator('.sort', { hasText: 'Repository' }).focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('#fleet thead th').first().getAttribute('aria-sort'), 'ascending');
    assert.equal(await focused(page), 'Repository');
    await page.keyboard.press('Space');
    assert.equal(await page.locator('#fleet thead th').first().getAttribute('aria-sort'), 'descending');
    await page.locator('.chip', { hasText: 'Errors' }).focus();
    await page.keyboard.press('Space');
    assert.equal(await page.locator('.chip', { hasText: 'Errors' }).getAttribute('aria-pressed'), 'true');
    assert.equal(await page.locator('#fleet tbody tr:visible').count(), 3);
  });

  await test('a repository leads to its hotfix, and opens it', async page => {
    const link = page.locator('#fleet th a', { hasText: 'orders' });
    const fix = page.locator('.fix', { has: page.locator('h3', { hasText: 'orders' }) });
    assert.equal(await fix.evaluate(part => part.open), false);
    await link.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.startsWith('#r'));
    assert.equal(await fix.evaluate(part => part.open), true);
    await page.keyboard.press('Tab');
    assert.ok(await fix.evaluate(part => part.contains(document.activeElement)));
  });

  await test('a hotfix opens and closes, and a next step is copied', async page => {
    const summary = page.locator('.fix summary').first();
    await summary.focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.fix').first().evaluate(part => part.open), true);
    const copy = page.getByRole('button', { name: 'Copy the next step of checkout' }).first();
    await copy.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /^(Copied|Selected): Update-Hotfix$/.test(document.querySelector('#shown').textContent));
  }, 'fleet', { permissions: ['clipboard-read', 'clipboard-write'] });

  await test('what is copied is the command, letter by letter', async page => {
    await page.getByRole('button', { name: 'Copy the next step of mail' }).first().click();
    await page.waitForFunction(() => document.querySelector('#shown').textContent.startsWith('Copied'));
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'git fetch origin; git switch hotfix');
  }, 'fleet', { permissions: ['clipboard-read', 'clipboard-write'] });
};
