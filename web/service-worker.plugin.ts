import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const SOURCE = fileURLToPath(new URL('./src/service-worker.js', import.meta.url));
const STANDING = ['/', '/theme.js', '/logo.svg', '/manifest.webmanifest'];

/** Writes sw.js: src/service-worker.js with the list of what was built, and a version that follows from it. */
export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle: {
      // After the page was written: what holds nothing any more is gone by then, and must not be asked for.
      order: 'post',
      handler(_, bundle) {
        const built = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
        const paths = [...STANDING, ...built.sort().map((name) => `/${name}`)];
        const source = readFileSync(SOURCE, 'utf8');
        const page = bundle['index.html'];
        const digest = createHash('sha256').update(source).update(JSON.stringify(paths));
        if (page?.type === 'asset') digest.update(page.source);
        const version = digest.digest('hex').slice(0, 16);
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: source
            .replace('__VERSION__', JSON.stringify(version))
            .replace('__PATHS__', JSON.stringify(paths)),
        });
      },
    },
  };
}
