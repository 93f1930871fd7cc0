// An author's quarter of an hour with the extension. Each step says what must be on the screen.
const assert = require('node:assert/strict');
const { Editor } = require('./driver.cjs');

const [url, folder] = process.argv.slice(2);
const steps = [];
const step = (name, action) => steps.push([name, action]);

step('the spec opens, with colours and the shape after each step', async editor => {
    await editor.openFile('tiny.arch');
    await editor.until('a hint has the shape after dwconv', async () => (await editor.line('dwconv: conv2d')).includes('[N, dim, H, W]'), 90);
    const colours = await editor.page.$$eval('.monaco-editor .view-line span span', spans => new Set(spans.map(s => getComputedStyle(s).color)).size);
    assert.ok(colours >= 5, `${colours} colours`);
    await editor.picture('1-hints');
});

step('a lens above the variant has its costs', async editor => {
    await editor.until('a lens has parameters and MACs', async () => {
        const lenses = await editor.page.$$eval('.monaco-editor .codelens-decoration', all => all.map(lens => lens.textContent));
        return lenses.some(lens => /23\.08K|23[,_]082/.test(lens) && /MAC/i.test(lens));
    });
});

step('a shape error is underlined at its words, while it is typed', async editor => {
    assert.deepEqual(await editor.squiggles(), []);
    const line = (await editor.lines()).findIndex(text => text.includes('pwconv2: linear(dim)'));
    assert.ok(line >= 0);
    await editor.goTo(16, 28);
    await editor.page.keyboard.type(' + 1');
    await editor.until('the line is changed', async () => (await editor.line('pwconv2')).includes('linear(dim + 1)'));
    const [mark] = await editor.until('something is underlined', async () => {
        const all = await editor.squiggles();
        return all.length === 1 && all;
    });
    await editor.picture('2-error');
    // The residual's branch has another shape than what goes round it: the finding is at its word, nowhere else.
    const place = await editor.placeOf('residual(drop_path', 'residual');
    assert.ok(Math.abs(mark.left - place.left) < 2 && Math.abs(mark.width - place.width) < 3, `${JSON.stringify(mark)} is under ${JSON.stringify(place)}`);
    await editor.page.mouse.move(place.left + 10, place.top + place.height / 2);
    const message = await editor.until('the finding is told where it is pointed at', async () =>
        editor.page.$$eval('.monaco-hover:not(.hidden) .hover-contents', all => all.map(hover => hover.textContent).join(' ')).catch(() => ''));
    assert.match(message, /ARCH\d{4}/);
    assert.match(message, /dim \+ 1/);
    await editor.picture('3-message');
    await editor.page.mouse.move(5, 5);
    await editor.undo('the line is as it was', async () => (await editor.line('pwconv2')).includes('linear(dim)'));
    await editor.until('nothing is underlined', async () => (await editor.squiggles()).length === 0);
});

step('hovering tells of a step and of a block', async editor => {
    const place = await editor.placeOf('[j]: ConvEncoder', 'ConvEncoder');
    await editor.page.mouse.move(place.left + place.width / 2, place.top + place.height / 2);
    const text = await editor.until('a hover appears', async () => editor.page.$$eval('.monaco-hover:not(.hidden) .hover-contents', all => all.map(hover => hover.textContent).join(' ')).catch(() => ''));
    assert.match(text, /Depthwise k×k convolution/);
    await editor.picture('4-hover');
    await editor.page.mouse.move(5, 5);
});

step('completion offers steps and writes one', async editor => {
    await editor.goTo(15, 13);
    await editor.page.keyboard.press('End');
    await editor.page.keyboard.press('Enter');
    await editor.page.keyboard.type('drop');
    await editor.page.keyboard.press('Control+Space');
    const labels = await editor.until('dropout is offered', async () => {
        const all = await editor.page.$$eval('.suggest-widget .monaco-list-row .label-name', rows => rows.map(row => row.textContent));
        return all.includes('dropout') && all;
    });
    assert.ok(labels.includes('drop_path') || labels.includes('dropout2d'), labels.join(', '));
    await editor.picture('5-completion');
    await editor.page.keyboard.type('out');
    await editor.until('one is left on top', async () => (await editor.page.$$eval('.suggest-widget .monaco-list-row.focused .label-name', rows => rows.map(row => row.textContent)))[0] === 'dropout');
    await editor.page.keyboard.press('Enter');
    await editor.until('it is written', async () => (await editor.lines()).some(line => line.trim().startsWith('dropout')));
    await editor.page.keyboard.press('Escape');
    await editor.page.keyboard.press('Control+Shift+K');
    await editor.until('and the line is gone', async () => !(await editor.lines()).some(line => line.trim().startsWith('dropout')));
});

step('a signature is shown in a call', async editor => {
    await editor.goTo(11, 24);
    await editor.command('Trigger Parameter Hints');
    const text = await editor.until('the signature', async () => editor.page.$eval('.parameter-hints-widget.visible', widget => widget.textContent).catch(() => ''));
    assert.match(text, /conv2d\(/);
    await editor.picture('6-signature');
    await editor.page.keyboard.press('Escape');
});

step('renaming a parameter renames its uses', async editor => {
    await editor.goTo(6, 19);
    await editor.page.keyboard.press('F2');
    await editor.until('the box for the name has the keys', async () => editor.page.evaluate(() => document.activeElement?.classList.contains('rename-input')));
    await editor.page.keyboard.type('width');
    await editor.page.keyboard.press('Enter');
    await editor.until('all are renamed', async () => {
        const lines = await editor.lines();
        return lines.some(line => line.includes('ConvEncoder(width: int')) && lines.some(line => line.includes('[N, width, H, W] -> same')) && lines.some(line => line.includes('groups: width'));
    });
    await editor.picture('7-renamed');
    await editor.undo('and back', async () => (await editor.lines()).some(line => line.includes('ConvEncoder(dim: int')));
});

step('a fix is offered for a mistyped name, and mends it', async editor => {
    await editor.goTo(15, 13);
    await editor.page.keyboard.press('End');
    await editor.page.keyboard.press('Backspace');
    await editor.page.keyboard.type('o');
    await editor.page.keyboard.press('Escape');
    await editor.until('gelo is underlined', async () => (await editor.line('gelo')) && (await editor.squiggles()).length === 1);
    const [mark] = await editor.squiggles();
    const place = await editor.placeOf('gelo', 'gelo');
    assert.ok(Math.abs(mark.left - place.left) < 2 && Math.abs(mark.width - place.width) < 3, `${JSON.stringify(mark)} is under ${JSON.stringify(place)}`);
    await editor.page.keyboard.press('Control+.');
    await editor.until('the fix is offered', async () => (await editor.page.$$eval('.action-widget .action-item, .action-widget .monaco-list-row', rows => rows.map(row => row.textContent))).some(row => row.includes('gelu')));
    await editor.picture('8-fix');
    await editor.page.keyboard.press('Enter');
    await editor.until('it is mended', async () => (await editor.line('gelu')) && (await editor.squiggles()).length === 0);
});

step('formatting puts a line into the style', async editor => {
    await editor.goTo(30, 5);
    await editor.page.keyboard.press('End');
    await editor.page.keyboard.type('   ');
    await editor.goTo(30, 10);
    await editor.page.keyboard.type('   ');
    await editor.until('the line is untidy', async () => (await editor.lines()).some(line => /head: {3,}linear/.test(line)));
    await editor.command('Format Document');
    await editor.until('the line is tidy', async () => (await editor.lines()).some(line => /head: linear\(classes\)/.test(line)));
});

step('the outline has definitions and layers', async editor => {
    await editor.page.keyboard.press('Control+Shift+O');
    await editor.until('symbols are listed', async () => {
        const rows = await editor.page.$$eval('.quick-input-list .monaco-list-row', all => all.map(row => row.textContent));
        return ['dwconv', 'downsample[i]', 'head'].every(name => rows.some(row => row.includes(name)));
    });
    await editor.picture('9-outline');
    await editor.page.keyboard.press('Escape');
});

step('the definition of a block is gone to', async editor => {
    await editor.goTo(27, 55);
    await editor.page.keyboard.press('F12');
    await editor.until('the cursor is at the block', async () => (await editor.status()).includes('Ln 6'));
});

async function graphFrame(editor) {
    return editor.until('the panel draws', async () => {
        for (const frame of editor.page.frames()) {
            if (await frame.$('svg .box').catch(() => null)) {
                return frame;
            }
        }
        return undefined;
    });
}

step('the panel draws the network, follows the cursor and leads to the source', async editor => {
    await editor.goTo(33, 12);
    await editor.command('ArchGen: Show Network Graph');
    const frame = await graphFrame(editor);
    const titles = await frame.$$eval('text.title', all => all.map(text => text.textContent));
    assert.ok(titles.some(title => title.includes('TinyA') || title.includes('Tiny')), titles.join(', '));
    assert.ok(titles.some(title => title.includes('head')), titles.join(', '));
    assert.ok(titles.some(title => title.includes('dwconv')), titles.join(', '));
    assert.ok((await frame.$$('.shortcut')).length > 0, 'a residual has an arc');
    await editor.picture('10-graph');
    await frame.click('g.box:has(> text.title:text-matches("^head"))', { position: { x: 20, y: 30 } });
    await editor.until('the cursor is at the head', async () => (await editor.status()).includes('Ln 30'));
    await editor.until('and its box is marked', async () => (await frame.$$eval('.current > text.title', all => all.map(text => text.textContent))).some(title => title.includes('head')));
    await editor.picture('11-graph-marked');
    await frame.click('button:has-text("Fit")');
    await editor.page.waitForTimeout(300);
    await editor.picture('12-graph-whole');
});

step('in a light theme all can be read', async editor => {
    await editor.page.keyboard.press('Control+K');
    await editor.page.keyboard.press('Control+T');
    await editor.page.waitForSelector('.quick-input-box input', { state: 'visible' });
    await editor.page.keyboard.type('Light Modern');
    await editor.page.waitForTimeout(500);
    await editor.page.keyboard.press('Enter');
    await editor.until('it is light', async () => editor.page.$eval('.monaco-workbench', bench => bench.classList.contains('vs')));
    await editor.page.waitForTimeout(800);
    await editor.picture('13-light');
});

(async () => {
    const editor = await Editor.open(url, folder);
    let failed = 0, done = 0;
    for (const [name, action] of steps) {
        try {
            await action(editor);
            done++;
            console.log(`ok - ${name}`);
        } catch (error) {
            failed++;
            await editor.picture('failed');
            console.log(`not ok - ${name}\n${error.stack ?? error}`);
            break;
        }
    }
    await editor.close();
    console.log(`${done} of ${steps.length} steps; pictures in ${folder}/pictures`);
    process.exit(failed ? 1 : 0);
})();
