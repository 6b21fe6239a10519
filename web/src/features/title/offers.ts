import type { Schemas } from '@/lib/api/client';

type Offer = Schemas['Offer'];

export interface ServiceOffers {
  service: string;
  offers: readonly Offer[];
}

export interface There {
  /** On services that the person has. */
  mine: readonly ServiceOffers[];
  others: readonly ServiceOffers[];
  /** Other regions where there is something. */
  elsewhere: readonly string[];
}

const ORDER: readonly Offer['kind'][] = ['free', 'subscription', 'rent', 'buy'];

/** What is offered in a region, by service, what costs least first; and where else there is something. */
export function offersAt(all: readonly Offer[], region: string, services: readonly string[]): There {
  const by = new Map<string, Offer[]>();
  for (const offer of all.filter((one) => one.region === region)) {
    by.set(offer.service, [...(by.get(offer.service) ?? []), offer]);
  }
  const found = [...by].map(([service, offers]) => ({ service, offers: [...offers].sort(cheaper) }));
  found.sort((one, other) => compare(one, other));
  const own = new Set(services);
  return {
    mine: found.filter((one) => own.has(one.service)),
    others: found.filter((one) => !own.has(one.service)),
    elsewhere: [...new Set(all.map((one) => one.region))].filter((one) => one !== region).sort(),
  };
}

function cheaper(one: Offer, other: Offer): number {
  return ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || (one.price ?? 0) - (other.price ?? 0);
}

function compare(one: ServiceOffers, other: ServiceOffers): number {
  const [first, second] = [one.offers[0], other.offers[0]];
  return (first && second && cheaper(first, second)) || one.service.localeCompare(other.service);
}
