// The workbench as an author uses it: keys, the mouse, and what is on the screen.
const { chromium } = require('playwright-core');

class Editor {
    static async open(url, folder) {
        const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
        const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
        await page.goto(url);
        await page.waitForSelector('.monaco-workbench', { timeout: 90_000 });
        return new Editor(browser, page, folder);
    }

    constructor(browser, page, folder) {
        Object.assign(this, { browser, page, folder });
    }

    async picture(name) {
        await this.page.screenshot({ path: `${this.folder}/pictures/${name}.png` });
    }

    /** A command of the palette, by its title. */
    async command(title) {
        await this.page.keyboard.press('F1');
        await this.page.waitForSelector('.quick-input-box input', { state: 'visible' });
        await this.page.keyboard.type(title);
        await this.page.waitForSelector(`.quick-input-list .monaco-list-row:has-text("${title}")`);
        await this.page.keyboard.press('Enter');
        await this.page.waitForSelector('.quick-input-widget', { state: 'hidden' });
    }

    async openFile(name) {
        await this.page.keyboard.press('Control+P');
        await this.page.waitForSelector('.quick-input-box input', { state: 'visible' });
        await this.page.keyboard.type(name);
        await this.page.waitForSelector(`.quick-input-list .monaco-list-row:has-text("${name}")`);
        await this.page.keyboard.press('Enter');
        await this.page.waitForSelector(`.tab:has-text("${name}")`);
        await this.page.waitForSelector('.monaco-editor .view-line');
    }

    /** The cursor at a line and column, from 1. */
    async goTo(line, column) {
        await this.page.keyboard.press('Control+G');
        await this.page.waitForSelector('.quick-input-box input', { state: 'visible' });
        await this.page.keyboard.type(`${line}:${column}`);
        await this.page.keyboard.press('Enter');
        await this.page.waitForSelector('.quick-input-widget', { state: 'hidden' });
    }

    /** The lines on the screen, top to bottom, hints in the lines among their text. */
    lines() {
        return this.page.$$eval('.monaco-editor .view-lines > .view-line', all => all
            .map(line => ({ top: parseFloat(line.style.top), text: line.textContent.replaceAll('\u00a0', ' ') }))
            .sort((a, b) => a.top - b.top).map(line => line.text));
    }

    /** The cursor's place as the status bar has it; empty while the focus is elsewhere. */
    status() {
        return this.page.$$eval('.statusbar-item[id*="selection"]', items => items.map(item => item.textContent).join(''));
    }

    async line(including) {
        return (await this.lines()).find(line => line.includes(including)) ?? '';
    }

    /** What is underlined as an error, and where: the pixels of each underline, in columns of the line's font. */
    squiggles() {
        return this.page.$$eval('.monaco-editor .cdr.squiggly-error', all => all.map(mark => {
            const box = mark.getBoundingClientRect();
            return { left: box.left, top: box.top, width: box.width };
        }).filter(box => box.width > 0));
    }

    /** The place on the screen of words in a line that has other words. */
    async placeOf(lineWith, words) {
        return this.page.evaluate(([lineWith, words]) => {
            for (const line of document.querySelectorAll('.monaco-editor .view-lines > .view-line')) {
                if (!line.textContent.replaceAll('\u00a0', ' ').includes(lineWith)) {
                    continue;
                }
                const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
                const parts = [];
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    parts.push(node);
                }
                const text = parts.map(part => part.data).join('').replaceAll('\u00a0', ' ');
                let start = text.indexOf(words), end = start + words.length;
                if (start < 0) {
                    continue;
                }
                const range = document.createRange();
                let at = 0;
                for (const part of parts) {
                    if (start >= at && start < at + part.data.length) {
                        range.setStart(part, start - at);
                    }
                    if (end > at && end <= at + part.data.length) {
                        range.setEnd(part, end - at);
                    }
                    at += part.data.length;
                }
                const box = range.getBoundingClientRect();
                return { left: box.left, top: box.top, width: box.width, height: box.height };
            }
            return undefined;
        }, [lineWith, words]);
    }

    /** Waits until something holds, and says what it was waiting for where it never does. */
    async until(what, condition, seconds = 30) {
        const last = Date.now() + seconds * 1000;
        for (;;) {
            const result = await condition();
            if (result) {
                return result;
            }
            if (Date.now() > last) {
                await this.picture('failed');
                throw new Error(`It never was so: ${what}\n${(await this.lines()).join('\n')}`);
            }
            await this.page.waitForTimeout(100);
        }
    }

    /** Takes edits back, one after the other, until something holds. */
    async undo(what, condition) {
        for (let i = 0; i < 12 && !await condition(); i++) {
            await this.page.keyboard.press('Control+Z');
            await this.page.waitForTimeout(150);
        }
        await this.until(what, condition);
    }

    async close() {
        await this.browser.close();
    }
}

module.exports = { Editor };
