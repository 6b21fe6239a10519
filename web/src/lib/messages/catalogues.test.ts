import { expect, test } from 'vitest';
import { loadCatalogue, loadWhole } from './catalogues';
import { de } from './de';

test('a screen may ask for all messages while the first ones are still coming', async () => {
  const coming = loadCatalogue('de');
  await loadWhole();
  expect(await coming).toEqual(de);
});
