import { mergeConfig } from 'vitest/config';
import walks from './vitest.config.ts';

/** Pictures of every screen; started by `make screenshots`. */
const config = mergeConfig(walks, { test: { testTimeout: 300_000, maxWorkers: 1 } });
config.test = { ...config.test, include: ['**/shots.ts'] };
export default config;
