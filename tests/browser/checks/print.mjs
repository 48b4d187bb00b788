// On paper everything is open, and there is nothing to click.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export default async ({ test, assert, screenshots }) => {
  for (const javaScriptEnabled of [true, false]) {
    await test(`all details are open, ${javaScriptEnabled ? 'with' : 'without'} script`, async page => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      for (const selector of ['.fix .body', '.numbers table', 'details .findings li']) {
        for (const part of await page.locator(selector).all()) {
          assert.ok((await part.boundingBox())?.height > 5, selector);
        }
      }
      assert.equal(await page.locator('button.copy:visible').count(), 0);
      assert.equal(await page.locator('.tools').isVisible(), false);
      assert.equal(await page.locator('nav').isVisible(), false);
    }, 'fleet', { javaScriptEnabled });
  }

  await test('it is black on white, whatever the screen is', async page => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const [ground, ink] = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]);
    assert.deepEqual([ground, ink], ['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  });

  await test('it becomes pages', async page => {
    const pdf = await page.pdf({ format: 'A4' });
    writeFileSync(join(screenshots, 'report.pdf'), pdf);
    assert.ok(pdf.length > 10000);
  });
};
