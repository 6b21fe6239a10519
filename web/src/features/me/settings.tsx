import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Chip } from '@/components/chip';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/section';
import { Select } from '@/components/select';
import { Loading, Skeleton } from '@/components/skeleton';
import { LANGUAGES, NAMES } from '@/lib/messages/language';
import { useMessages } from '@/lib/messages/provider';
import { useChooseLanguage } from '@/lib/own-language';
import { preferencesQuery, useSetPreferences } from '@/lib/preferences';
import { useProblemWords } from '@/lib/problem-words';
import { setTheme, THEMES, useTheme } from '@/lib/theme';
import { servicesQuery } from './requests/services';

export function Settings() {
  const { t, language } = useMessages();
  const theme = useTheme();
  const chooseLanguage = useChooseLanguage();
  return (
    <>
      <Section title={t('me.where')} lead={t('me.where.lead')}>
        <Where />
      </Section>
      <Section title={t('me.look')}>
        <div className="grid max-w-md gap-5">
          <Choice
            label={t('shell.language')}
            value={language}
            options={LANGUAGES.map((one) => ({ value: one, label: NAMES[one] }))}
            onChange={chooseLanguage}
          />
          <Choice
            label={t('shell.theme')}
            value={theme}
            options={THEMES.map((one) => ({ value: one, label: t(`shell.theme.${one}`) }))}
            onChange={setTheme}
          />
        </div>
      </Section>
      <Section title={t('me.keys')} lead={t('me.keys.lead')}>
        <Button
          icon="question"
          aria-haspopup="dialog"
          // The shell listens for the key on every screen; this is the same for those who do not type it.
          onClick={() =>
            document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }))
          }
        >
          {t('me.keys.show')}
        </Button>
      </Section>
    </>
  );
}

/** Region and services, kept as they are chosen. */
function Where() {
  const { t, language } = useMessages();
  const { reason } = useProblemWords();
  const services = useQuery(servicesQuery);
  const preferences = useQuery(preferencesQuery);
  const set = useSetPreferences();
  const error = services.error ?? preferences.error;
  if (error) {
    const again = () => void Promise.all([services.refetch(), preferences.refetch()]);
    return <ErrorState error={error} onRetry={again} />;
  }
  if (!services.data || !preferences.data) {
    return (
      <>
        <Loading />
        <Skeleton className="h-32 w-full max-w-md" />
      </>
    );
  }
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const nameOf = (code: string) => names.of(code) ?? code;
  const { region, services: mine } = preferences.data;
  const offered = region ? (services.data[region] ?? []) : [];
  // A service may have gone since it was chosen; it can still be let go of.
  const shown = [...new Set([...offered, ...mine])];
  const codes = [...new Set([...Object.keys(services.data), ...(region ? [region] : [])])];
  const options = codes
    .map((code) => ({ value: code, label: nameOf(code) }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
  return (
    <div className="grid gap-5">
      <div className="max-w-md">
        <Select
          label={t('me.region')}
          value={region ?? ''}
          options={[{ value: '', label: t('me.region.none') }, ...options]}
          onChange={(next) => set.mutate({ region: next || null, services: [] })}
        />
      </div>
      {region && (
        <fieldset>
          <legend className="mb-2 font-medium">{t('me.services')}</legend>
          {shown.length === 0 && <p className="text-quiet">{t('me.services.none')}</p>}
          <div className="flex flex-wrap gap-2">
            {shown.map((one) => (
              <Chip
                key={one}
                on={mine.includes(one)}
                onPress={() =>
                  set.mutate({
                    services: mine.includes(one) ? mine.filter((name) => name !== one) : [...mine, one],
                  })
                }
              >
                {one}
              </Chip>
            ))}
          </div>
        </fieldset>
      )}
      {set.isError && <p className="text-sm text-bad">{t('me.not_kept', { reason: reason(set.error) })}</p>}
    </div>
  );
}
