import type { MessageKey } from '../messages/catalogues';
import type { Translate } from '../messages/translate';

const FAMILIES: Record<string, readonly string[]> = {
  mix: ['fused', 'rating_blend', 'stacked', 'switching', 'weighted', 'worthwhile'],
  newcomer: ['newcomer'],
  people: [
    'bfm',
    'ease',
    'ials',
    'item_knn',
    'lightgcn',
    'ncf',
    'rbm',
    'recvae',
    'sae',
    'slim',
    'svd',
    'svdpp',
    'two_tower',
    'user_knn',
  ],
  content: ['content'],
  popular: ['popular', 'popular_recent', 'trending', 'well_rated'],
  order: ['sasrec'],
};
const SAYS: Record<string, MessageKey> = {
  mix: 'model.mix',
  newcomer: 'model.newcomer',
  people: 'model.people',
  content: 'model.content',
  popular: 'model.popular',
  order: 'model.order',
};

/** A recommender as people may think of it, with its own name, so that two of a kind are told apart. */
export function modelName(name: string, t: Translate): string {
  const family = Object.keys(FAMILIES).find((one) => FAMILIES[one]?.includes(name));
  const said = family && SAYS[family];
  return said ? `${t(said)} (${name})` : name;
}
