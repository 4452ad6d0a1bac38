// Keeps an open page of the preview up to date. Without it the page is whole, but has to be loaded again by hand.
//
// One tab of the browser listens to the server and passes the word on to the others, since a browser allows few connections to one
// host. On that word each tab asks what has become of its own page, and does as little as it can: nothing, new styles, or a new load.
'use strict';

const bar = document.querySelector('forthright-preview');
const { key, token, cookie } = bar.dataset;
const root = bar.shadowRoot ?? attach(bar.querySelector('template'));
const secure = 'locks' in navigator && 'BroadcastChannel' in window;
const channel = secure ? new BroadcastChannel('forthright-preview') : undefined;

// Browsers of 2023 and before do not know shadow trees in markup.
function attach(template) {
  const shadow = bar.attachShadow({ mode: 'open' });
  shadow.append(template.content);
  return shadow;
}

// Storage can be forbidden, and is a convenience only.
function recall(storage, name) {
  try { return window[storage].getItem(`forthright-${name}`); } catch { return null; }
}

function remember(storage, name, value) {
  try { window[storage].setItem(`forthright-${name}`, value); } catch { /* forgotten, then */ }
}

// Listening. Whoever holds the lock listens; when that tab goes, the lock passes to the next.

let events;

function listen() {
  events?.close();
  events = new EventSource(`/-/events?token=${token}`);
  events.onmessage = () => { channel?.postMessage('news'); news(); };
  events.onerror = () => {
    // A browser comes back by itself, unless the server answered with something else: it is another run, or busy.
    if (events.readyState !== EventSource.CLOSED) return;
    channel?.postMessage('news');
    news();
    setTimeout(listen, 2000);
  };
}

if (secure) {
  channel.onmessage = () => news();
  navigator.locks.request('forthright-preview', () => new Promise(listen));
} else {
  // Here every tab listens for itself, and lets others have the connection while nobody looks at it.
  listen();
  document.addEventListener('visibilitychange', () => (document.hidden ? events.close() : listen()));
}

// Asking: one question at a time, and none while nobody looks.

let asking = false;
let waiting = false;

async function news() {
  waiting = true;
  if (asking || document.hidden) return;
  asking = true;
  while (waiting) {
    waiting = false;
    await ask().catch(() => { /* the server is away; there will be news when it is back */ });
  }
  asking = false;
}

async function ask() {
  const answer = await fetch(`/-/state?token=${token}&page=${encodeURIComponent(location.pathname)}`, { cache: 'no-store' });
  // The server was started again, and knows only pages of its new run.
  if (answer.status === 403) return reload('another run');
  if (!answer.ok) return;
  const state = await answer.json();
  for (const [id, part] of Object.entries(state.parts)) show(id, part);
  if (state.key === null) return;
  if (state.key !== key) return reload(state.key);
  remember('sessionStorage', 'reloaded', '');
  exchange(state.assets);
}

document.addEventListener('visibilitychange', () => waiting && news());
window.addEventListener('pageshow', (event) => event.persisted && news());

// A page that is not the one that was promised, although it was just loaded, is not loaded for that again.
function reload(reason) {
  if (reason !== 'another run' && recall('sessionStorage', 'reloaded') === reason) return;
  remember('sessionStorage', 'reloaded', reason);
  remember('sessionStorage', 'place', JSON.stringify([location.pathname, scrollX, scrollY]));
  location.reload();
}

function comeBack() {
  const [path, x, y] = JSON.parse(recall('sessionStorage', 'place') || '[]');
  remember('sessionStorage', 'place', '');
  if (path === location.pathname) scrollTo({ left: x, top: y, behavior: 'instant' });
}

// Puts the newest file of each name in place of the one that is there. The old style goes when the new one has come.
function exchange(assets) {
  for (const element of document.querySelectorAll('link[href], img[src]')) {
    const attribute = element.localName === 'img' ? 'src' : 'href';
    const [, before, stem, ending] = /^(.*?)assets\/(.+)\.[0-9a-f]{16}(\.[^./]+)?$/.exec(element.getAttribute(attribute)) ?? [];
    const path = assets[`${stem}${ending ?? ''}`];
    if (path === undefined || element.getAttribute(attribute) === before + path) continue;
    const next = element.cloneNode();
    next.setAttribute(attribute, before + path);
    if (element.relList?.contains('stylesheet')) {
      next.onload = next.onerror = () => element.remove();
      element.after(next);
    } else {
      element.replaceWith(next);
    }
  }
}

// The bar.

const shown = new Map();

function show(id, part) {
  const place = root.getElementById(id);
  if (place === null || shown.get(id) === part) return;
  const focus = places(place).indexOf(root.activeElement);
  place.innerHTML = part;
  shown.set(id, part);
  prepare(place);
  places(place)[focus]?.focus();
}

function places(part) {
  return [...part.querySelectorAll('summary, button, a, pre')];
}

function prepare(place) {
  for (const element of place.querySelectorAll('[data-script]')) element.hidden = false;
  for (const element of place.querySelectorAll('details[data-kept]')) element.open = recall('localStorage', element.dataset.kept) === 'open';
}

root.addEventListener('toggle', ({ target }) => {
  if (target.dataset.kept) remember('localStorage', target.dataset.kept, target.open ? 'open' : 'folded');
}, true);

root.addEventListener('click', ({ target }) => {
  const to = target.closest('[data-to]')?.dataset.to;
  if (to === undefined) return;
  document.cookie = `${cookie}=${to}; Path=/; SameSite=Strict${to === '' ? '; Max-Age=0' : ''}`;
  channel?.postMessage('news');
  news();
});

prepare(root);
comeBack();
