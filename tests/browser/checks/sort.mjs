const column = (page, place) => page.locator('#fleet tbody tr').evaluateAll((rows, at) => rows.map(row => row.cells[at].textContent.trim()), place);
const names = page => page.locator('#fleet tbody tr th').evaluateAll(cells => cells.map(cell => cell.firstElementChild.textContent));

export default async ({ test, assert }) => {
  await test('what is worst comes first, and so it is said', async page => {
    assert.deepEqual(await names(page), ['rates', 'orders', 'checkout', 'payments', 'mail', 'stock', 'tools', 'search']);
    assert.equal(await page.getByRole('columnheader', { name: 'Findings' }).getAttribute('aria-sort'), 'descending');
  });

  await test('by a column of texts, up and down', async page => {
    const header = page.getByRole('columnheader', { name: 'Repository' });
    await header.getByRole('button').click();
    assert.equal(await header.getAttribute('aria-sort'), 'ascending');
    assert.deepEqual(await names(page), ['checkout', 'mail', 'orders', 'payments', 'rates', 'search', 'stock', 'tools']);
    assert.equal(await page.locator('[aria-sort]').count(), 1);
    await header.getByRole('button').click();
    assert.equal(await header.getAttribute('aria-sort'), 'descending');
    assert.deepEqual(await names(page), ['tools', 'stock', 'search', 'rates', 'payments', 'orders', 'mail', 'checkout']);
  });

  await test('by age, by how old and not by how it is written', async page => {
    const header = page.getByRole('columnheader', { name: 'Age' });
    await header.getByRole('button').click();
    assert.equal(await header.getAttribute('aria-sort'), 'descending');
    assert.deepEqual((await column(page, 3)).filter(Boolean), ['1 d 12 h', '22 h 0 min', '15 h 0 min', '8 h 0 min', '1 h 0 min']);
    await header.getByRole('button').click();
    assert.deepEqual((await column(page, 3)).filter(Boolean), ['1 h 0 min', '8 h 0 min', '15 h 0 min', '22 h 0 min', '1 d 12 h']);
  });

  await test('it is said aloud, and the filter holds', async page => {
    await page.locator('#words').fill('cleo');
    await page.getByRole('columnheader', { name: 'Started by' }).getByRole('button').click();
    await page.waitForFunction(() => document.querySelector('#shown').textContent === 'Sorted by Started by, ascending');
    assert.equal(await page.locator('#fleet tbody tr:visible').count(), 3);
  });
};
