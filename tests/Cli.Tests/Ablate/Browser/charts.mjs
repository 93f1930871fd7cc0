// The charts: pointed at, walked through, and the same numbers as the table's.
import { chart, check, column, open, place } from './harness.mjs';

const tip = page => page.locator('.tip');
const byParameters = page => chart(page, 'Accuracy against parameters');

check('pointing at a mark tells its variant with the numbers of the table', async assert => {
  const page = await open('mixers');
  const [names, shares] = [await column(page, 'Variant'), await column(page, 'Accuracy (%)')];
  for (const at of [0, 4, 9]) {
    const mark = byParameters(page).locator(`.mark[data-variant="${at}"]`);
    await page.mouse.move(...await place(mark));
    assert.equal(await tip(page).locator('strong').textContent(), names[at]);
    const share = shares[at].split(' ')[0];
    assert.ok((await tip(page).textContent()).includes(`accuracy ${share}%`), `${await tip(page).textContent()} lacks ${share}`);
    assert.match(await page.locator(`table.variants tr[data-place="${at}"]`).getAttribute('class'), /lit/);
    assert.match(await mark.getAttribute('class'), /lit/);
  }
  await page.mouse.move(2, 2);
  assert.equal(await tip(page).isVisible(), false);
  assert.equal(await page.locator('.lit').count(), 0);
});

check('pointing at a row of the table shows its marks and lines', async assert => {
  const page = await open('mixers');
  await page.locator('table.variants tr[data-place="3"] th').hover();
  assert.equal(await byParameters(page).locator('.mark.lit').count(), 1);
  assert.equal(await chart(page, 'Training curves').locator('[aria-label=line] path.lit').count(), 3);
});

check('marks stand where their numbers are', async assert => {
  const page = await open('rows');
  const [costs, shares] = [await column(page, 'Parameters'), await column(page, 'Accuracy (%)')];
  const at = [];
  for (let i = 0; i < 4; i++)
    at.push([parseFloat(costs[i]), parseFloat(shares[i]), ...await place(byParameters(page).locator(`.mark[data-variant="${i}"]`))]);
  const share = (of, on) => at.map(p => (p[of] - at[0][of]) / (at[2][of] - at[0][of]) - (p[on] - at[0][on]) / (at[2][on] - at[0][on]));
  for (const off of [...share(0, 2), ...share(1, 3)])
    assert.ok(Math.abs(off) < 0.06, `off by ${off}`);
});

check('the keyboard walks from mark to mark, says each, and selects', async assert => {
  const page = await open('rows');
  await byParameters(page).focus();
  const said = page.locator('[aria-live=polite].unseen');
  const heard = [];
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('ArrowRight');
    heard.push((await said.textContent()).split(';')[0]);
  }
  assert.deepEqual(heard, ['base', '+ gating', '+ large kernels', '+ wide MLP']);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  assert.equal(await tip(page).locator('strong').textContent(), '+ gating');
  await page.keyboard.press('Escape');
  assert.equal(await tip(page).isVisible(), false);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  assert.equal(await page.getByRole('checkbox', { name: 'Select base' }).isChecked(), true);
  assert.equal(await chart(page, 'Training curves').locator('[aria-label=line] path').count(), 1);
});

check('a click on a mark selects its variant', async assert => {
  const page = await open('rows');
  await page.mouse.click(...await place(byParameters(page).locator('.mark[data-variant="2"]')));
  assert.equal(await page.getByRole('checkbox', { name: 'Select + large kernels' }).isChecked(), true);
});

check('the front in the charts is the one of the table', async assert => {
  for (const name of ['mixers', 'rows']) {
    const page = await open(name);
    for (const [title, of] of [['Accuracy against parameters', 'parameters'], ['Accuracy against multiply-accumulates', 'MACs']]) {
      const marked = await page.locator(`table.variants tr:has([aria-label$="${of}"])`).evaluateAll(all => all.map(e => e.dataset.place));
      const drawn = await chart(page, title).locator('.mark.front').evaluateAll(all => all.map(e => e.dataset.variant));
      assert.ok(drawn.length >= 3);
      assert.deepEqual(drawn.sort(), marked.sort());
    }
  }
});

check('curves are pointed at by run and epoch, of each measure', async assert => {
  const page = await open('mixers');
  const curves = chart(page, 'Training curves');
  await page.getByRole('checkbox', { name: 'Select plain, 3×3, MLP' }).check();
  await page.mouse.move(...await place(curves.locator('[aria-label=dot] path').first()));
  assert.match(await tip(page).textContent(), /plain, 3×3, MLPseed \d.*epoch 20 of 20test accuracy 8\d\.\d\d%/);
  for (const [measure, text] of [['Training loss', /training loss 0\.\d+$/], ['Training accuracy', /training accuracy 9\d\.\d\d%$/], ['Learning rate', /learning rate 0$/]]) {
    await page.getByRole('radio', { name: measure }).check({ force: true });
    assert.match(await curves.locator('[aria-label="y-axis label"]').textContent(), new RegExp(`^${measure}`));
    await curves.focus();
    await page.keyboard.press('End');
    assert.match(await tip(page).textContent(), text);
  }
});

check('the second half of the epochs alone is drawn where that is asked', async assert => {
  const page = await open('mixers');
  const curves = chart(page, 'Training curves');
  await page.getByRole('checkbox', { name: 'only the second half' }).check();
  assert.equal(await curves.locator('[aria-label="x-axis tick label"] text').first().textContent(), '10');
  assert.equal(await curves.locator('[aria-label=line] path').count(), 30);
});

check('effects are pointed at, and are those of the table below', async assert => {
  const page = await open('mixers');
  const dots = chart(page, 'Effect of each axis on accuracy').locator('circle.effect');
  assert.equal(await dots.count(), 4);
  const numbers = await page.locator('#effects tbody tr td:nth-child(4) b').allTextContents();
  for (let i = 0; i < 4; i++) {
    await page.mouse.move(...await place(dots.nth(i)));
    assert.ok((await tip(page).textContent()).includes(`effect ${numbers[i]} ±`), await tip(page).textContent());
  }
});

check('colours tell apart what is chosen, in the table and in the charts alike', async assert => {
  const page = await open('mixers');
  const hues = () => page.evaluate(() => ['.mark', 'table.variants .swatch path'].map(s => new Set([...document.querySelectorAll(s)].map(e => e.getAttribute('fill'))).size));
  assert.deepEqual(await hues(), [2, 2]);
  await page.getByLabel('Colour by').selectOption('kernel');
  assert.deepEqual(await hues(), [3, 3]);
  const pairs = await page.evaluate(() => [...document.querySelectorAll('.mark')].map(m => [m.getAttribute('fill'), m.getAttribute('d'),
    ...['fill', 'd'].map(a => document.querySelector(`tr[data-place="${m.dataset.variant}"] .swatch path`).getAttribute(a))]));
  for (const [fill, shape, rowFill, rowShape] of pairs)
    assert.deepEqual([fill, shape], [rowFill, rowShape]);
  await page.getByLabel('Colour by').selectOption('nothing');
  assert.deepEqual(await hues(), [1, 0]);
});
