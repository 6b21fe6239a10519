// Lets the app open without a connection: keeps its files, and the posters that were seen. Nothing that is about a
// person is kept here. service-worker.plugin.ts fills in the two names below.
const FILES = `matinee-${__VERSION__}`;
const PATHS = __PATHS__;
const POSTERS = 'matinee-posters';
const MOST_POSTERS = 400;
const POSTER = /^\/api\/v1\/titles\/\d+\/poster$/;
const SERVED = /^\/(api|docs|metrics)(\/|$)/;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(FILES)
      .then((cache) => cache.addAll(PATHS.map((path) => new Request(path, { cache: 'no-cache' }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name !== FILES && name !== POSTERS))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (POSTER.test(url.pathname)) event.respondWith(poster(event.request));
  else if (SERVED.test(url.pathname)) return;
  else if (event.request.mode === 'navigate') event.respondWith(page(event.request));
  else event.respondWith(file(event.request));
});

// The newest page where there is a connection.
async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match('/')) ?? Response.error();
  }
}

async function file(request) {
  return (await caches.match(request, { cacheName: FILES })) ?? fetch(request);
}

async function poster(request) {
  const cache = await caches.open(POSTERS);
  const held = await cache.match(request);
  if (held) return held;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    const names = await cache.keys();
    await Promise.all(
      names.slice(0, Math.max(0, names.length - MOST_POSTERS)).map((name) => cache.delete(name)),
    );
  }
  return answer;
}
