// Watches a preview work in a real browser: what is edited in files must show in open pages, and nothing else may happen to them.
//
//   node preview.mjs PROGRAM SITE [--shots DIR]
//
// SITE is a folder with `content/`, which is copied before anything is edited. `--shots` writes pictures of bar and banner.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const AS_OF = '2009-09-02T18:00:00-07:00';
const PATIENCE = 30_000;
const WIDTHS = [320, 360, 1280];
const SCHEMES = ['light', 'dark'];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ABOUT = 'content/pages/about.md';
const SITE = 'content/site.yaml';
const LONG = `title: ${'About '.repeat(40)}this page`;
const STYLE = 'themes/own/assets/site.css';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { shots: { type: 'string' } } });
if (positionals.length !== 2) {
  console.error('usage: node preview.mjs PROGRAM SITE [--shots DIR]');
  process.exit(2);
}
const [program, source] = positionals.map((path) => resolve(path));
const folder = await mkdtemp(join(tmpdir(), 'forthright-preview-'));
const problems = [];
const browser = await chromium.launch({ executablePath: executable(), chromiumSandbox: false, args: ['--disable-gpu'] });
let server;
try {
  await prepare();
  server = await start(0);
  for (const test of [
    anEditAppears, anErrorShowsAndGoes, aStyleIsExchanged, anotherPageIsLeftAlone, thePlaceOnThePageStays, aPageThatGoesIsNotFound,
    theClockMoves, manyTabsFollow, tabsComeBackAfterARestart, theBarCanBeUsedByEverybody,
  ]) {
    // axe-core is itself a script with styles of its own, so where it looks the policy of the pages is set aside.
    const bypassCSP = test === theBarCanBeUsedByEverybody;
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP });
    context.setDefaultTimeout(PATIENCE);
    const began = performance.now();
    await test(context).catch((error) => problems.push(`${test.name}: ${error.message}`));
    console.log(`${test.name}: ${Math.round(performance.now() - began)} ms`);
    await context.close();
  }
} finally {
  await browser.close();
  server?.process.kill();
  await rm(folder, { recursive: true });
}
for (const problem of problems) console.error(problem);
console.log(`preview of ${positionals[1]}: ${problems.length === 0 ? 'no problem' : `${problems.length} problems`}`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** A copy of the site with a style sheet of its own, so that there is one to edit. */
async function prepare() {
  await cp(join(source, 'content'), join(folder, 'content'), { recursive: true });
  await edit(SITE, 'name: default', 'name: own');
  await mkdir(join(folder, 'themes/own/assets'), { recursive: true });
  await cp(join(source, 'themes/default/assets/site.css'), join(folder, STYLE));
}

/** The program on `port` of this machine. */
async function start(port) {
  const process = spawn(program, ['serve', '--root', folder, '--as-of', AS_OF, '--port', String(port), '--editor', 'vscode'], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: process.stdout })) {
    process.stdout.resume();
    const url = line.split(' ').at(-1);
    return { process, url, port: Number(new URL(url).port) };
  }
  throw new Error('the preview says no address');
}

async function edit(path, from, to) {
  const text = await readFile(join(folder, path), 'utf8');
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  await writeFile(join(folder, path), text.replace(from, () => to));
}

/** An open page of the preview that must log no error, marked so that a new load of it is noticed. */
async function open(context, path = '') {
  const page = await context.newPage();
  page.on('console', (message) => {
    const lost = /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|40[34] \(/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !lost) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  await page.goto(server.url + path, { waitUntil: 'load' });
  await mark(page);
  return page;
}

async function mark(page) { await page.evaluate(() => { window.isTheSame = true; }); }

async function isTheSame(page) { return page.evaluate(() => window.isTheSame === true); }

/** Waits until `holds` is true in the page, also while it is loaded again. */
async function until(page, what, holds, argument) {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    if (await page.evaluate(holds, argument).catch(() => false)) return;
    await new Promise((rest) => setTimeout(rest, 20));
  }
  throw new Error(`it never came: ${what}`);
}

async function says(page, text) {
  await until(page, text, (text) => document.body.textContent.includes(text), text);
}

/** Waits until a part of the bar says `text`; until it says nothing where that is empty. */
async function partSays(page, id, text) {
  await until(page, `${id}: ${text}`, ([id, text]) => {
    const said = document.querySelector('forthright-preview').shadowRoot.getElementById(id).textContent;
    return text === '' ? said === '' : said.includes(text);
  }, [id, text]);
}

function expect(condition, what) {
  if (!condition) throw new Error(what);
}

async function anEditAppears(context) {
  const page = await open(context, 'about.html');
  await edit(ABOUT, 'People do.', 'Nobody else does.');
  await says(page, 'Nobody else does.');
  await edit(ABOUT, 'Nobody else does.', 'People do.');
  await says(page, 'People do.');
}

async function anErrorShowsAndGoes(context) {
  const page = await open(context, 'about.html');
  await edit(ABOUT, 'menu:', 'menü:');
  await partSays(page, 'errors', 'unknown key `menü`');
  expect(await isTheSame(page), 'the last good page was loaded again');
  const link = await page.evaluate(() => document.querySelector('forthright-preview').shadowRoot.querySelector('#errors a').href);
  expect(/^vscode:\/\/file\/.*content\/pages\/about\.md:\d+:\d+$/.test(link), `the link into the editor is ${link}`);
  await edit(ABOUT, 'menü:', 'menu:');
  await partSays(page, 'errors', '');
  expect(await isTheSame(page), 'the page was loaded again although it is as before');
}

async function aStyleIsExchanged(context) {
  const page = await open(context);
  const before = await readFile(join(folder, STYLE), 'utf8');
  await writeFile(join(folder, STYLE), `${before}\nh1 { letter-spacing: 7px; }\n`);
  await until(page, 'the new style', () => getComputedStyle(document.querySelector('h1')).letterSpacing === '7px');
  await until(page, 'one style sheet', () => document.querySelectorAll('link[rel=stylesheet]').length === 1);
  expect(await isTheSame(page), 'the page was loaded again for a style sheet');
  await writeFile(join(folder, STYLE), before);
  await until(page, 'the old style', () => getComputedStyle(document.querySelector('h1')).letterSpacing !== '7px');
}

async function anotherPageIsLeftAlone(context) {
  const [page, about] = [await open(context), await open(context, 'about.html')];
  await edit(ABOUT, 'People do.', 'Somebody does.');
  await says(about, 'Somebody does.');
  // An error comes after that edit: when it shows, whatever the edit would have done is done.
  await edit(ABOUT, 'menu:', 'menü:');
  await partSays(page, 'errors', 'menü');
  expect(await isTheSame(page), 'a page was loaded again for an edit of another');
  await edit(ABOUT, 'menü:', 'menu:');
  await edit(ABOUT, 'Somebody does.', 'People do.');
  await partSays(page, 'errors', '');
}

async function thePlaceOnThePageStays(context) {
  const page = await open(context, 'about.html');
  await page.setViewportSize({ width: 400, height: 300 });
  await page.evaluate(() => scrollTo(0, 500));
  await edit(ABOUT, 'People do.', 'Persons do.');
  await says(page, 'Persons do.');
  await until(page, 'the place', () => Math.abs(scrollY - 500) < 5);
  await edit(ABOUT, 'Persons do.', 'People do.');
  await says(page, 'People do.');
}

async function aPageThatGoesIsNotFound(context) {
  await writeFile(join(folder, 'content/pages/passing.md'), '---\ntitle: Passing\n---\n\nHere for now.\n');
  const page = await open(context, 'about.html');
  await until(page, 'the new page', async (url) => (await fetch(url)).status === 200, `${server.url}passing.html`);
  await page.goto(`${server.url}passing.html`);
  await says(page, 'Here for now.');
  await rm(join(folder, 'content/pages/passing.md'));
  await until(page, 'the page for what is not there', () => !document.body.textContent.includes('Here for now.'));
  await writeFile(join(folder, 'content/pages/passing.md'), '---\ntitle: Passing\n---\n\nHere again.\n');
  await says(page, 'Here again.');
  await rm(join(folder, 'content/pages/passing.md'));
}

async function theClockMoves(context) {
  const page = await open(context);
  await page.locator('forthright-preview #clock summary').click();
  await page.getByRole('button', { name: '+1 day' }).click();
  await says(page, '3 September 2009, 18:00 PDT');
  await partSays(page, 'clock', 'Clock moved to 2009-09-03 18:00 PDT');
  await page.getByRole('button', { name: /^Next change/ }).click();
  await until(page, 'the next change', () => !document.body.textContent.includes('3 September 2009, 18:00 PDT'));
  await page.getByRole('button', { name: 'Back to now' }).click();
  await says(page, '2 September 2009, 18:00 PDT');
  await partSays(page, 'clock', 'Preview as of 2009-09-02 18:00 PDT');
}

async function manyTabsFollow(context) {
  const tabs = [];
  for (let tab = 0; tab < 8; tab += 1) tabs.push(await open(context, 'about.html'));
  await edit(ABOUT, 'People do.', 'Eight do.');
  for (const tab of tabs) await says(tab, 'Eight do.');
  // The one that listens goes; another takes over.
  await tabs.shift().close();
  await edit(ABOUT, 'Eight do.', 'People do.');
  for (const tab of tabs) await says(tab, 'People do.');
}

async function tabsComeBackAfterARestart(context) {
  const tabs = [await open(context, 'about.html'), await open(context, 'about.html')];
  server.process.kill();
  await new Promise((ended) => server.process.once('exit', ended));
  await edit(ABOUT, 'People do.', 'Others do.');
  server = await start(server.port);
  for (const tab of tabs) await says(tab, 'Others do.');
  await edit(ABOUT, 'Others do.', 'People do.');
  for (const tab of tabs) await says(tab, 'People do.');
}

/** No violation of the rules in bar and banner, nothing that scrolls sideways, and nothing in print. */
async function theBarCanBeUsedByEverybody(context) {
  const page = await open(context);
  await looks(page, 'bar');
  await page.locator('forthright-preview #clock summary').click();
  await looks(page, 'clock');
  await edit(ABOUT, 'menu:', 'menü:');
  await partSays(page, 'errors', 'menü');
  await looks(page, 'banner');
  await page.emulateMedia({ media: 'print' });
  const printed = await page.evaluate(() => document.querySelector('forthright-preview').shadowRoot.getElementById('errors').checkVisibility());
  expect(!printed, 'the banner is printed');
  await page.emulateMedia({ media: 'screen' });
  await edit(ABOUT, 'menü:', 'menu:');
  await partSays(page, 'errors', '');
  await edit(ABOUT, 'title: About this page', LONG);
  await partSays(page, 'warnings', '1 warning');
  await page.locator('forthright-preview #warnings summary').click();
  await looks(page, 'warnings');
  await page.reload();
  await until(page, 'the warnings as they were', () => document.querySelector('forthright-preview').shadowRoot.querySelector('#warnings details').open);
  await edit(ABOUT, LONG, 'title: About this page');
  await partSays(page, 'warnings', '');
}

async function looks(page, name) {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const view = `${name} at ${width}-${colorScheme}`;
      if (values.shots !== undefined) {
        await mkdir(values.shots, { recursive: true });
        await page.screenshot({ path: join(values.shots, `preview-${name}-${width}-${colorScheme}.png`) });
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) problems.push(`${view}: scrolls sideways by ${wide} pixels`);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: 'tag', values } }), RULES);
      for (const { id, help, nodes } of violations) problems.push(`${view}: ${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}`);
    }
  }
}

/** The browser: `CHROMIUM`, else the first that is installed, else the one that playwright brought. */
function executable() {
  const folders = (process.env.PATH ?? '').split(':').filter(Boolean);
  const installed = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  return process.env.CHROMIUM || installed || chromium.executablePath();
}
