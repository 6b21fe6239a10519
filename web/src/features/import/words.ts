import { useMessages } from '@/lib/messages/provider';

/** What a format is called. One that this page has not heard of is called as the service calls it. */
export function useFormatName(): (format: string) => string {
  const { t } = useMessages();
  return (format) => {
    if (format === 'movielens') return t('import.format.movielens');
    return format === 'csv' ? t('import.format.csv') : format;
  };
}
