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
    rolldownOptions: { checks: { pluginTimings: false } },
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
