import { fileURLToPath } from 'node:url';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { serviceWorker } from './service-worker.plugin.ts';

/** Where a running service is, for `npm run dev`. */
const service = process.env.MATINEE_URL ?? 'http://127.0.0.1:8000';
const served = ['/api', '/docs', '/metrics'];

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  plugins: [react(), tailwind(), serviceWorker()],
  build: {
    outDir: '../src/matinee/doors/api/web',
    emptyOutDir: true,
    // Everything is a file: the policy of the pages lets nothing in that stands inline.
    assetsInlineLimit: 0,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // Left to itself it makes a file of each set of modules that the same screens have in common: twenty before the
      // first screen and twenty more with it, which ask longer than they load.
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', tags: ['$initial'], priority: 2 },
            {
              name: 'pieces',
              test: /\/src\/(components\/(?!tabs|slider)|lib\/)/,
              minShareCount: 2,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: { proxy: Object.fromEntries(served.map((path) => [path, service])) },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    // A page is made for those alone that ask for one, in their first line: making it takes longer than most tests.
    environment: 'node',
    // Tests leave nothing behind that another could see, so that what they load is loaded once.
    isolate: false,
  },
});
