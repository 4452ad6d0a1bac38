// Looks at a built site as validators, browsers and assistive technology do. Builds nothing itself.
//
//   node run.mjs FOLDER [--shots DIR]
//
// Each page is validated as HTML. One page of each kind is opened in Chromium, from the disk and from a server on this
// machine, in three widths, light and dark, without JavaScript: nothing scrolls sideways, nothing is logged as an error,
// nothing is asked for elsewhere, and axe-core finds no violation of WCAG 2.2 AA (in the narrowest and the widest, in both
// schemes: it is slow, and finds the same between them). `--shots` writes a picture of each view.

import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import axe from 'axe-core';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { chromium } from 'playwright-core';

const VIEWS = [320, 360, 1280].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));
const FOR_AXE = [VIEWS[0], VIEWS[1], VIEWS[4]];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const TYPES = {
  '.atom': 'application/atom+xml', '.css': 'text/css', '.csv': 'text/csv; charset=utf-8', '.html': 'text/html; charset=utf-8', '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg', '.js': 'text/javascript', '.json': 'application/json', '.png': 'image/png', '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8', '.xml': 'application/xml',
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { shots: { type: 'string' } } });
if (positionals.length !== 1 || !existsSync(join(positionals[0], 'index.html'))) {
  console.error('usage: node run.mjs FOLDER [--shots DIR], where FOLDER holds a built site');
  process.exit(2);
}
const folder = resolve(positionals[0]);
const pages = (await files(folder)).filter((path) => path.endsWith('.html'));
const validated = pages.filter(fewPeriods(pages));
// The validator works here and the browser elsewhere, so each goes on while the other does.
const problems = (await Promise.all([invalid(validated), onePageOfEachKind(pages).then(look)])).flat();
for (const problem of problems) console.error(problem);
const left = pages.length - validated.length;
if (left > 0) console.log(`${left} reports of periods, made like those that were looked at, were not validated`);
console.log(`${validated.length} pages in ${positionals[0]}: ${problems.length === 0 ? 'no problem' : `${problems.length} problems`}`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** All but some reports of periods: of a site with very many of these, which are all alike, one in some. */
function fewPeriods(pages) {
  const isPeriod = (path) => /^availability\/\d/.test(path);
  const every = Math.max(1, Math.ceil(pages.filter(isPeriod).length / 60));
  let seen = 0;
  return (path) => !isPeriod(path) || seen++ % every === 0;
}

/** Every file below `folder`, by its path there. */
async function files(folder, inside = '') {
  const found = [];
  for (const entry of (await readdir(join(folder, inside), { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = inside + entry.name;
    found.push(...(entry.isDirectory() ? await files(folder, `${path}/`) : [path]));
  }
  return found;
}

/** What a validator says of `pages`. */
async function invalid(pages) {
  // How long a title may be is for those who write it: `check` warns where it no longer fits.
  const config = { root: true, extends: ['html-validate:recommended'], rules: { 'long-title': 'off' } };
  const validator = new HtmlValidate(new FileSystemConfigLoader(config));
  const problems = [];
  for (const path of pages) {
    const report = await validator.validateString(await readFile(join(folder, path), 'utf8'), join(folder, path));
    for (const message of report.results.flatMap((result) => result.messages)) {
      problems.push(`${path}:${message.line}:${message.column}: ${message.ruleId}: ${message.message}`);
    }
  }
  return problems;
}

/** Of each kind of page the fullest. */
async function onePageOfEachKind(pages) {
  const fullest = new Map();
  for (const path of pages) {
    const { size } = await stat(join(folder, path));
    if (size > (fullest.get(kind(path))?.size ?? 0)) fullest.set(kind(path), { size, path });
  }
  return [...fullest.values()].map(({ path }) => path);
}

/** What tells the kinds of pages apart: the folder and, where its pages are not of one kind, the form of the name. */
function kind(path) {
  const [name, inside = ''] = path.split('/').reverse();
  const form = /^(404|index|\d{4}(-Q\d|-\d\d)?)\./.exec(name)?.[1] ?? 'one';
  return `${inside} ${form === '404' ? form : form.replace(/\d/g, '0')}`;
}

/** What a browser says of `pages`. */
async function look(pages) {
  const browser = await chromium.launch({ executablePath: executable(), chromiumSandbox: false, args: ['--disable-gpu'] });
  const server = await serve();
  const [served, onDisk] = [`http://127.0.0.1:${server.address().port}/`, pathToFileURL(folder + sep).href];
  const without = await browser.newContext({ javaScriptEnabled: false });
  // axe-core is itself a script, so it looks in a context of its own.
  const withScripts = await browser.newContext();
  const problems = await nowhere(without, served);
  for (const path of pages) {
    problems.push(...(await inViews(VIEWS, without, served, path, unbroken)));
    problems.push(...(await inViews(FOR_AXE, withScripts, served, path, accessible)));
    // The page for what is not there is made for hosts: its links start at the root of the site.
    if (path !== '404.html') problems.push(...(await inViews([VIEWS[0]], without, onDisk, path, () => [])));
  }
  await browser.close();
  server.close();
  return [...new Set(problems)];
}

/** Opens one page, and asks `check` what is wrong with it in each of `views`. */
async function inViews(views, context, source, path, check) {
  const problems = [];
  const page = await context.newPage();
  listen(page, source, (text) => problems.push(`${path} from ${new URL(source).protocol} ${text}`));
  await page.goto(source + path, { waitUntil: 'load' });
  for (const { width, colorScheme } of views) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const view = `${width}-${colorScheme}`;
    problems.push(...(await check(page, path, view)).map((text) => `${path} at ${view}: ${text}`));
  }
  await page.close();
  return problems;
}

/** Whether a page fits its width; and its picture, where pictures are wanted. */
async function unbroken(page, path, view) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (values.shots !== undefined) {
    await mkdir(values.shots, { recursive: true });
    await page.screenshot({ path: join(values.shots, `${path.replaceAll('/', '_')}-${view}.png`), fullPage: true });
  }
  return wide > 0 ? [`scrolls sideways by ${wide} pixels`] : [];
}

/** What axe-core says of a page. */
async function accessible(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: 'tag', values } }), RULES);
  const places = (nodes) => nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ');
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${places(nodes)}`);
}

/** The page for what is not there, where hosts show it: at an address of any depth, with its style. */
async function nowhere(context, source) {
  const problems = [];
  for (const path of ['nowhere', 'not/there/at-all.html']) {
    const page = await context.newPage();
    const say = (text) => problems.push(`404.html shown at ${path}: ${text}`);
    page.on('response', (response) => response.url() !== source + path && response.status() >= 400 && say(`${response.url()} is not there`));
    const response = await page.goto(source + path);
    if (response.status() !== 404) say(`the status is ${response.status()}`);
    await page.close();
  }
  return problems;
}

/** Says what is logged as an error, and what is asked for elsewhere. */
function listen(page, source, say) {
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && say(`console: ${message.text()}`));
  page.on('pageerror', (error) => say(`error: ${error.message}`));
  page.on('request', (request) => request.url().startsWith(source) || say(`asks for ${request.url()}`));
  page.on('requestfailed', (request) => say(`cannot load ${request.url()}: ${request.failure()?.errorText}`));
}

/** The site on a port of this machine, with the page for what is not there as hosts show it. */
async function serve() {
  const server = createServer(async (request, response) => {
    const path = resolve(folder, `.${decodeURIComponent(new URL(request.url, 'http://localhost').pathname)}`);
    const file = path === folder ? join(folder, 'index.html') : path;
    const inside = file.startsWith(folder + sep);
    try {
      const bytes = await readFile(inside ? file : '');
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404, { 'content-type': TYPES['.html'] }).end(await readFile(join(folder, '404.html')));
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

/** The browser: `CHROMIUM`, else the first that is installed, else the one that playwright brought. */
function executable() {
  const folders = (process.env.PATH ?? '').split(':').filter(Boolean);
  const installed = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  return process.env.CHROMIUM || installed || chromium.executablePath();
}
