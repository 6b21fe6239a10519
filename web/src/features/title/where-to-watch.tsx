import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Select } from '@/components/select';
import { Skeleton } from '@/components/skeleton';
import { here } from '@/lib/days';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { preferencesQuery, useSetPreferences } from '@/lib/preferences';
import { offersAt, type ServiceOffers } from './offers';
import { offersQuery, type TitleFacts } from './requests/title';

/** In my country, mine first. Where no country is set nobody guesses one: it says how to set it. */
export function WhereToWatch({ of }: { of: TitleFacts }) {
  const { t, formats, language } = useMessages();
  const heading = useId();
  const offers = useQuery(offersQuery(of.id));
  const preferences = useQuery(preferencesQuery);
  const set = useSetPreferences();
  const failed = useFailed();
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  const all = offers.data?.items ?? [];
  const regions = [...new Set(all.map((one) => one.region))];
  const region = preferences.data?.region ?? null;
  const there = region === null ? null : offersAt(all, region, preferences.data?.services ?? []);
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className="text-xl font-semibold md:text-2xl">
        {region === null
          ? t('title.where')
          : t('title.where.in', { country: countries.of(region) ?? region })}
      </h2>
      {offers.isPending || preferences.isPending ? (
        <Skeleton className="mt-3 h-24 w-full" />
      ) : offers.isError ? (
        <p className="mt-2 text-quiet">{t('title.where.failed')}</p>
      ) : there === null ? (
        <div className="mt-2">
          <p className="max-w-prose text-quiet">{t('title.where.unset')}</p>
          {regions.length > 0 ? (
            <div className="mt-3 max-w-xs">
              <Select
                label={t('title.where.country')}
                value=""
                onChange={(chosen) => set.mutate({ region: chosen }, { onError: failed })}
                options={[
                  { value: '', label: t('title.where.choose') },
                  ...regions
                    .map((one) => ({ value: one, label: countries.of(one) ?? one }))
                    .sort((one, other) => one.label.localeCompare(other.label, language)),
                ]}
              />
            </div>
          ) : (
            <p className="mt-2">{t('title.where.nowhere')}</p>
          )}
        </div>
      ) : (
        <>
          {there.mine.length > 0 && <List of={there.mine} />}
          {there.mine.length === 0 && (
            <p className="mt-2 text-quiet">
              {there.others.length > 0 ? t('title.where.not_mine') : t('title.where.not_here')}
            </p>
          )}
          {there.others.length > 0 && (
            <details className="mt-3" open={there.mine.length === 0}>
              <summary className="flex min-h-11 cursor-pointer items-center font-medium">
                {t('title.where.others', { count: there.others.length })}
              </summary>
              <List of={there.others} />
            </details>
          )}
          {there.elsewhere.length > 0 && there.mine.length + there.others.length === 0 && (
            <p className="mt-1 text-sm text-quiet">
              {t('title.where.elsewhere', {
                countries: formats.list(there.elsewhere.map((one) => countries.of(one) ?? one)),
              })}
            </p>
          )}
        </>
      )}
    </section>
  );
}

function List({ of }: { of: readonly ServiceOffers[] }) {
  const { t, language } = useMessages();
  const { formats } = useMessages();
  const money = (price: number, currency: string | null) =>
    currency === null
      ? formats.number(price, 2)
      : new Intl.NumberFormat(language, { style: 'currency', currency }).format(price);
  return (
    <ul className="mt-2 divide-y divide-line border-y border-line">
      {of.map((service) => (
        <li key={service.service} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2.5">
          <span className="font-medium">{service.service}</span>
          <ul className="text-right text-sm text-quiet">
            {service.offers.map((one) => (
              <li key={`${one.kind} ${one.quality}`}>
                {[
                  t(`title.offer.${one.kind}`),
                  one.price === null ? null : money(one.price, one.currency),
                  one.quality,
                  one.until === null ? null : t('title.offer.until', { day: formats.day(here(one.until)) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
