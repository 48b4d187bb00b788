// The page asks nobody for anything and says nothing on the console, whatever is done with it.
export default async ({ test, assert }) => {
  for (const name of ['fleet', 'single', 'quiet', 'hostile']) {
    for (const colorScheme of ['light', 'dark']) {
      await test(`${name}, ${colorScheme}`, async page => {
        await page.evaluate(() => document.querySelectorAll('details').forEach(part => { part.open = true; }));
        await page.mouse.wheel(0, 100000);
        await page.waitForTimeout(100);
        assert.equal(await page.title() !== '', true);
      }, name, { colorScheme });
    }
  }

  await test('its policy lets nothing in: neither script, style, picture nor request', async page => {
    const refused = await page.evaluate(async () => {
      const seen = [];
      document.addEventListener('securitypolicyviolation', event => seen.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      const style = document.createElement('style');
      style.textContent = 'body { display: none }';
      document.body.append(style);
      const picture = new Image();
      picture.src = 'https://example.invalid/x.png';
      document.body.append(picture);
      await fetch('https://example.invalid/').catch(() => {});
      await new Promise(resolve => setTimeout(resolve, 200));
      return { ran: window.ran === true, display: getComputedStyle(document.body).display, seen: seen.sort() };
    });
    assert.deepEqual(refused, { ran: false, display: 'block', seen: ['connect-src', 'img-src', 'script-src-elem', 'style-src-elem'] });
    // What was refused is told on the console, and never left the browser.
    assert.deepEqual(page.refused, ['https://example.invalid/x.png csp']);
    page.trouble.length = 0;
  });
};
