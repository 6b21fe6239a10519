import { defineConfig } from 'vitest/config';

/**
 * Walks through the app in a real browser: one service, one Chromium, two files at a time. Whoever changes what others
 * look at does it as somebody of their own.
 */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ['**/*.test.ts'],
    globalSetup: ['./setup.ts'],
    setupFiles: ['./close.ts'],
    maxWorkers: 2,
    // What drives the browser is loaded once, not for each file.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
