// What people see; kept as files, for people to look at.
import { join } from 'node:path';

export default async ({ test, screenshots }) => {
  for (const colorScheme of ['light', 'dark']) {
    await test(`the fleet, ${colorScheme}`, async page => {
      await page.screenshot({ path: join(screenshots, `fleet-${colorScheme}.png`), fullPage: true });
    }, 'fleet', { colorScheme });
    await test(`one repository, ${colorScheme}`, async page => {
      await page.screenshot({ path: join(screenshots, `single-${colorScheme}.png`), fullPage: true });
    }, 'single', { colorScheme });
  }

  // As high as all of it: what is never scrolled to is never drawn.
  await test('a phone', async page => {
    await page.screenshot({ path: join(screenshots, 'phone-light.png') });
  }, 'fleet', { viewport: { width: 360, height: 4200 } });
  await test('names that mean harm', async page => {
    await page.screenshot({ path: join(screenshots, 'hostile-light.png') });
  }, 'hostile');
  await test('quiet', async page => {
    await page.screenshot({ path: join(screenshots, 'quiet-dark.png') });
  }, 'quiet', { colorScheme: 'dark' });
  await test('a large fleet', async page => {
    await page.screenshot({ path: join(screenshots, 'large-light.png') });
  }, 'large');
};
