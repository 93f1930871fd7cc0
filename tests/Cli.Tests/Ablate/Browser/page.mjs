// The page as a whole.
import { chart, check, column, open, place, rows } from './harness.mjs';

for (const name of ['mixers', 'rows', 'attack', 'nothing', 'large']) {
  check(`${name}: nothing is asked of a network and nothing is said on the console`, async assert => {
    for (const colorScheme of ['light', 'dark']) {
      const page = await open(name, { colorScheme });
      await page.getByRole('button', { name: 'Open all' }).click();
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await page.locator('.chart > *').nth(2).waitFor();
      assert.deepEqual(page.faults, []);
    }
  });
}

check('the policy of the page forbids the network and other scripts', async assert => {
  const page = await open('rows');
  const outcome = await page.evaluate(async () => {
    const broken = [];
    document.addEventListener('securitypolicyviolation', e => broken.push(e.effectiveDirective));
    const fetched = await fetch('https://archgen.invalid/').then(() => 'fetched', () => 'refused');
    const script = document.createElement('script');
    script.textContent = 'window.hacked = 1';
    document.body.append(script);
    const image = new Image();
    await new Promise(done => { image.onerror = done; image.onload = done; image.src = 'https://archgen.invalid/x.png'; });
    return { fetched, hacked: window.hacked, broken: broken.sort() };
  });
  assert.equal(outcome.fetched, 'refused');
  assert.equal(outcome.hacked, undefined);
  for (const directive of ['connect-src', 'img-src', 'script-src-elem'])
    assert.ok(outcome.broken.includes(directive), `${directive} is not among ${outcome.broken}`);
});

check('hostile names are text and nothing else', async assert => {
  const page = await open('attack');
  const hostile = await page.evaluate(() => JSON.parse(document.getElementById('report-data').textContent).of);
  assert.ok(hostile.includes('</script>') && hostile.includes('\u2028'));
  assert.equal(await page.locator('h1').evaluate(e => e.textContent), `Rows${hostile}`);
  assert.deepEqual(await column(page, 'Variant'), [hostile, hostile + '2', hostile + '3'].map(t => t.trim()));
  await page.getByRole('button', { name: 'Open all' }).click();
  for (const title of ['Accuracy against parameters', 'Training curves', 'Effect of each axis on accuracy']) {
    await chart(page, title).focus();
    // A scroll that comes late hides what it scrolled away from: another press shows the next point.
    for (let tries = 0; tries < 20 && !(await page.locator('.tip strong').isVisible()); tries++) {
      await page.keyboard.press('ArrowRight');
      await page.waitForTimeout(100);
    }
    assert.ok(await page.locator('.tip strong').isVisible());
    assert.ok((await page.locator('.tip strong').textContent()).includes('<script>'));
  }
  assert.equal(await page.locator('.error p').first().evaluate(e => e.textContent), `Failed: ${hostile}`);
  assert.deepEqual(await page.evaluate(() => [window.hacked, document.querySelectorAll('script').length, document.querySelectorAll('img, iframe, object, base, link').length]), [undefined, 2, 0]);
  assert.deepEqual(page.faults, []);
});

check('an unfinished study says so, and a finished one does not', async assert => {
  const page = await open('mixers');
  const notice = await page.locator('.notice').textContent();
  assert.match(notice, /isn’t finished.*Of 36 members, 29 are finished, 1 begun and not finished, 2 not begun, 4 failed/);
  assert.equal(await (await open('rows')).locator('.notice').count(), 0);
});

check('of a study that is not begun there is a page, without numbers that are not there', async assert => {
  const page = await open('nothing');
  assert.match(await page.locator('.notice').textContent(), /0 are finished, 4 not begun/);
  assert.deepEqual(await column(page, 'Accuracy (%)'), ['—', '—', '—', '—']);
  assert.equal(await chart(page, 'Accuracy against parameters').textContent(), 'No variant has finished yet.');
  assert.match(await page.locator('#effects table').textContent(), /no pair has finished/);
  assert.equal(await rows(page).count(), 4);
});

check('colours follow the scheme that is preferred, and print is light', async assert => {
  const shade = page => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await shade(await open('rows')), 'rgb(255, 255, 255)');
  const dark = await open('rows', { colorScheme: 'dark' });
  assert.equal(await shade(dark), 'rgb(21, 24, 29)');
  await dark.emulateMedia({ media: 'print' });
  assert.equal(await shade(dark), 'rgb(255, 255, 255)');
  assert.equal(await dark.getByRole('searchbox').isVisible(), false);
  assert.equal(await rows(dark).first().isVisible(), true);
});

check('on a narrow screen nothing stands beyond the edge but in its own scroller', async assert => {
  for (const name of ['mixers', 'rows', 'attack']) {
    const page = await open(name, { viewport: { width: 360, height: 740 } });
    await page.getByRole('button', { name: 'Open all' }).click();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360, name);
    const [x, y] = await place(chart(page, 'Accuracy against parameters').locator('.mark').first());
    await page.mouse.move(x, y);
    const tip = await page.locator('.tip').boundingBox();
    assert.ok(tip.x >= 0 && tip.x + tip.width <= 360, name);
  }
});

check('each control has a name, and each place is reached by the keyboard', async assert => {
  const page = await open('rows');
  const nameless = await page.evaluate(() => [...document.querySelectorAll('button, input, select, summary, a, [tabindex], section')]
    .filter(e => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.labels?.[0]?.textContent.trim() || e.textContent.trim())).map(e => e.outerHTML));
  assert.deepEqual(nameless, []);
  const reached = new Set();
  for (let i = 0; i < 90; i++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement.closest('section, form, footer')?.getAttribute('id') ?? document.activeElement.closest('section, form, footer')?.tagName));
  }
  for (const part of ['FORM', 'variants', 'costs', 'effects', 'curves', 'each', 'FOOTER'])
    assert.ok(reached.has(part), `${part} is not among ${[...reached]}`);
});
