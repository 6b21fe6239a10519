import { afterAll } from 'vitest';
import { closeWindows } from './house';

afterAll(closeWindows);
