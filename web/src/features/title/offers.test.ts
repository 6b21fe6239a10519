import { expect, test } from 'vitest';
import type { Schemas } from '@/lib/api/client';
import { offersAt } from './offers';

function offer(region: string, service: string, kind: Schemas['Offer']['kind'], price: number | null = null) {
  return { region, service, kind, price, currency: null, quality: null, since: '2026-01-01', until: null };
}

const ALL = [
  offer('FR', 'Boundless', 'buy', 9.99),
  offer('FR', 'Parlour', 'rent', 3.99),
  offer('FR', 'Boundless', 'subscription'),
  offer('DE', 'Parlour', 'subscription'),
  offer('FR', 'Attic', 'free'),
];

test('mine stand first, the others by what they cost, and nothing of another country among them', () => {
  const there = offersAt(ALL, 'FR', ['Boundless']);
  expect(there.mine.map((one) => [one.service, one.offers.map((two) => two.kind)])).toEqual([
    ['Boundless', ['subscription', 'buy']],
  ]);
  expect(there.others.map((one) => one.service)).toEqual(['Attic', 'Parlour']);
  expect(there.elsewhere).toEqual(['DE']);
});

test('where nothing is offered, it says where else there is something', () => {
  expect(offersAt(ALL, 'US', ['Parlour'])).toEqual({ mine: [], others: [], elsewhere: ['DE', 'FR'] });
});
