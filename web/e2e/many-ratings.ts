import type { Page } from 'playwright-core';
import type { components } from '../src/lib/api/schema';

type Schemas = components['schemas'];

/** Has the service answer with as many ratings as one likes, by pages, made from those that the person has. */
export async function manyRatings(page: Page, many: number): Promise<void> {
  const answer = await page.request.get('/api/v1/me/ratings', { params: { limit: 100 } });
  const { items }: Schemas['RatedTitles'] = await answer.json();
  await page.route('**/api/v1/me/ratings?*', async (route) => {
    const asked = new URL(route.request().url()).searchParams;
    const [, from = '0'] = (asked.get('cursor') ?? '0.0').split('.');
    const first = Number(from);
    const end = Math.min(many, first + Number(asked.get('limit') ?? 50));
    const body: Schemas['RatedTitles'] = {
      items: Array.from({ length: end - first }, (_, place) => made(items, first + place)),
      next: end < many ? `0.${end}` : null,
    };
    await route.fulfill({ json: body });
  });
}

function made(items: readonly Schemas['RatedTitle'][], number: number): Schemas['RatedTitle'] {
  const one = items[number % items.length];
  if (!one) throw new Error('the person has rated nothing');
  return {
    ...one,
    title: { ...one.title, id: number + 1, name: `${one.title.name} ${number + 1}` },
    stars: ((number * 7) % 10) / 2 + 0.5,
  };
}
