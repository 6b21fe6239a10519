import { looksAtAll } from './looked-at';

/** Each size and each theme once: what stands where hangs on the one, what can be read on the other. */
looksAtAll('phone', 'dark');
