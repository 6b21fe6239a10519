import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Button } from '@/components/button';
import { ErrorState } from '@/components/error-state';
import { Icon } from '@/components/icon';
import { Skeleton } from '@/components/skeleton';
import { useMessages } from '@/lib/messages/provider';
import { preferencesQuery, useSetPreferences } from '@/lib/preferences';
import { servicesQuery } from './requests/services';

/** Country and services. Kept as they are chosen. */
export function Where({ onDone }: { onDone: () => void }) {
  const { t, language } = useMessages();
  const id = useId();
  const services = useQuery(servicesQuery);
  const preferences = useQuery(preferencesQuery);
  const set = useSetPreferences();
  const error = services.error ?? preferences.error ?? set.error;
  if (error) return <ErrorState error={error} onRetry={() => location.reload()} />;
  if (!services.data || !preferences.data) return <Skeleton className="h-80 w-full" />;

  const names = new Intl.DisplayNames(language, { type: 'region' });
  const nameOf = (region: string) => names.of(region) ?? region;
  const regions = [...services.data.keys()].sort((one, other) =>
    nameOf(one).localeCompare(nameOf(other), language),
  );
  const { region, services: mine } = preferences.data;
  const offered = region ? (services.data.get(region) ?? []) : [];
  const toggle = (service: string) =>
    set.mutate({
      services: mine.includes(service) ? mine.filter((one) => one !== service) : [...mine, service],
    });

  return (
    <>
      <label htmlFor={id} className="mb-1 block font-medium">
        {t('start.region')}
      </label>
      <select
        id={id}
        value={region ?? ''}
        onChange={(event) => set.mutate({ region: event.target.value || null, services: [] })}
        className="min-h-11 w-full rounded-sm border border-line-strong bg-surface px-3"
      >
        <option value="">{t('start.region.none')}</option>
        {regions.map((one) => (
          <option key={one} value={one}>
            {nameOf(one)}
          </option>
        ))}
      </select>
      {region && (
        <fieldset className="mt-8">
          <legend className="mb-3 font-medium">{t('start.services', { region: nameOf(region) })}</legend>
          {offered.length === 0 && <p className="text-quiet">{t('start.services.none')}</p>}
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
            {offered.map((service) => (
              <label
                key={service}
                className="flex min-h-14 cursor-pointer items-center gap-3 rounded-sm border border-line-strong bg-surface px-4 font-medium hover:bg-raised has-checked:border-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
              >
                <input
                  type="checkbox"
                  checked={mine.includes(service)}
                  onChange={() => toggle(service)}
                  className="peer sr-only"
                />
                <span className="grow">{service}</span>
                <span className="invisible text-accent peer-checked:visible">
                  <Icon name="check" />
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <div className="mt-10 flex flex-wrap gap-3">
        <Button look="accent" size="large" onClick={onDone}>
          {t('start.next')}
        </Button>
        <Button look="bare" size="large" onClick={onDone}>
          {t('start.skip')}
        </Button>
      </div>
    </>
  );
}
