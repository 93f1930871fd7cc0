// The table: order, filters, selection, and what it leads to.
import { chart, check, column, open, rows } from './harness.mjs';

const head = (page, name) => page.locator('table.variants thead').getByRole('button', { name, exact: true });
const sortOf = (page, key) => page.locator(`th[data-column=${key}]`).getAttribute('aria-sort');
const numbers = texts => texts.filter(t => t !== '—').map(t => parseFloat(t));
const chip = (page, group, name) => page.getByRole('group', { name: group, exact: true }).getByText(name, { exact: true });

check('the table is sorted by accuracy, best first, then worst first, then as the study is', async assert => {
  const page = await open('mixers');
  const study = await column(page, 'Variant');
  await head(page, 'Accuracy (%)').click();
  const down = await column(page, 'Accuracy (%)');
  assert.equal(await sortOf(page, 'accuracy'), 'descending');
  assert.deepEqual(numbers(down), [...numbers(down)].sort((a, b) => b - a));
  assert.equal(down.at(-1), '—');
  assert.equal(numbers(down).length, 11);
  assert.notDeepEqual(await column(page, 'Variant'), study);
  await head(page, 'Accuracy (%)').click();
  const up = await column(page, 'Accuracy (%)');
  assert.equal(await sortOf(page, 'accuracy'), 'ascending');
  assert.deepEqual(numbers(up), numbers(down).reverse());
  assert.equal(up.at(-1), '—');
  await head(page, 'Accuracy (%)').click();
  assert.equal(await sortOf(page, 'accuracy'), null);
  assert.deepEqual(await column(page, 'Variant'), study);
});

check('the table is sorted by the keyboard, by number and not by text', async assert => {
  const page = await open('large');
  await head(page, 'Parameters').focus();
  await page.keyboard.press('Enter');
  assert.equal(await sortOf(page, 'parameters'), 'ascending');
  const sizes = (await column(page, 'Parameters')).map(t => parseFloat(t));
  assert.deepEqual(sizes, [...sizes].sort((a, b) => a - b));
  await head(page, 'kernel').focus();
  await page.keyboard.press('Space');
  assert.equal(await sortOf(page, 'parameters'), null);
  const kernels = await column(page, 'kernel');
  assert.deepEqual(kernels, [...kernels].sort());
});

check('an option lets through what takes it: in the table, the charts and the details', async assert => {
  const page = await open('mixers');
  const marks = chart(page, 'Accuracy against parameters').locator('.mark');
  const lines = chart(page, 'Training curves').locator('[aria-label=line] path');
  assert.deepEqual([await rows(page).count(), await marks.count(), await lines.count()], [12, 11, 31]);
  await chip(page, 'kernel', '5×5').click();
  assert.equal(await page.locator('#shown').textContent(), '4 of 12 variants');
  assert.deepEqual(new Set(await column(page, 'kernel')), new Set(['5×5']));
  assert.deepEqual([await marks.count(), await lines.count(), await page.locator('#each details:visible').count()], [4, 12, 4]);
  await chip(page, 'kernel', '7×7').click();
  assert.equal(await rows(page).count(), 8);
  await chip(page, 'gate', 'plain').click();
  assert.equal(await rows(page).count(), 4);
  await page.getByRole('button', { name: 'Show all' }).click();
  assert.deepEqual([await rows(page).count(), await marks.count()], [12, 11]);
  assert.equal(await page.getByRole('button', { name: 'Show all' }).isVisible(), false);
});

check('words and states filter too, and the keyboard reaches both', async assert => {
  const page = await open('mixers');
  await page.getByRole('searchbox').fill('GATED aggregation');
  assert.deepEqual(await column(page, 'gate'), ['+ gating', '+ gating', '+ gating']);
  await page.getByRole('searchbox').fill('no such variant');
  assert.equal(await rows(page).count(), 0);
  assert.equal(await chart(page, 'Training curves').textContent(), 'None of the variants shown has finished an epoch.');
  await page.getByRole('searchbox').fill('');
  const failed = page.getByRole('group', { name: 'state' }).getByRole('checkbox', { name: 'failed' });
  await failed.focus();
  await page.keyboard.press('Space');
  assert.deepEqual(await column(page, 'Variant'), ['+ gating, 7×7, channel aggregation']);
  assert.match(await rows(page).locator('td.state').textContent(), /failed.*0 of 3 seeds.*Sizes of tensors must match/);
});

check('curves follow what is ticked', async assert => {
  const page = await open('mixers');
  const lines = chart(page, 'Training curves').locator('[aria-label=line] path');
  await page.getByRole('checkbox', { name: 'Select plain, 3×3, MLP' }).check();
  assert.equal(await lines.count(), 3);
  await page.getByRole('checkbox', { name: 'Select + gating, 5×5, MLP' }).check();
  assert.equal(await lines.count(), 6);
  assert.match(await page.locator('#curves [role=status]').textContent(), /^6 runs of 2 variants/);
  await page.getByRole('button', { name: 'Select none' }).click();
  assert.equal(await lines.count(), 31);
});

check('a variant leads to its runs and to what differs from the base', async assert => {
  const page = await open('mixers');
  await page.getByRole('link', { name: '+ gating, 5×5, channel aggregation' }).click();
  const details = page.locator('#variant-9');
  assert.equal(await details.getAttribute('open'), '');
  const parts = details.locator('table.diff tbody tr');
  assert.deepEqual(await parts.locator('th').allTextContents(), ['gate', 'kernel', 'mlp'].flatMap(n => [`stages.0.0.${n}`, `stages.1.0.${n}`]));
  assert.deepEqual(await parts.first().locator('td').allTextContents(), ['+', 'gated', '+20.50K', '+2.60M']);
  assert.match(await parts.nth(2).textContent(), /k3 → k5/);
  assert.deepEqual(await details.locator('tfoot td.number').allTextContents(), ['+119.3K', '+16.30M']);
  assert.match(await details.locator('table').first().textContent(), /unfinished.*epoch 11 of 20/);
  await page.getByRole('link', { name: 'plain, 7×7, channel aggregation' }).click();
  assert.match(await page.locator('#variant-5 .error').textContent(), /Seed 2 failed: The loss is not a number.*Trainer\.Step/s);
});

check('a long table keeps its head in sight', async assert => {
  const page = await open('large');
  await page.locator('.long').first().evaluate(e => e.scrollTo(0, 4000));
  const [frame, bar] = [await page.locator('.long').first().boundingBox(), await page.locator('table.variants thead th').nth(1).boundingBox()];
  assert.ok(Math.abs(frame.y - bar.y) < 2);
});
