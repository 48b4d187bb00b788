export default async ({ test, assert }) => {
  for (const name of ['fleet', 'single', 'quiet', 'hostile']) {
    for (const width of [320, 360, 768]) {
      await test(`${name} at ${width} pixels does not scroll sideways`, async page => {
        await page.evaluate(() => document.querySelectorAll('details').forEach(part => { part.open = true; }));
        const wide = await page.evaluate(() => {
          const limit = document.documentElement.clientWidth;
          return { scroll: document.documentElement.scrollWidth - limit, parts: [...document.querySelectorAll('body *')].filter(part => part.getBoundingClientRect().right > limit + 1 && !part.closest('.graph, .scroll')).slice(0, 5).map(part => part.outerHTML.slice(0, 120)) };
        });
        assert.deepEqual(wide, { scroll: 0, parts: [] });
      }, name, { viewport: { width, height: 740 } });
    }
  }
};
