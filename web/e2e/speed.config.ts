import { mergeConfig } from 'vitest/config';
import walks from './vitest.config.ts';

/** How quick the app is in Chromium; started by `make web-speed`, which writes the figures down. */
const config = mergeConfig(walks, { test: { testTimeout: 300_000, maxWorkers: 1 } });
config.test = { ...config.test, include: ['**/speed.ts'] };
export default config;
