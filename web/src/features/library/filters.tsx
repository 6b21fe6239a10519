import { Field } from '@/components/field';
import { Select } from '@/components/select';
import { useMessages } from '@/lib/messages/provider';
import { KINDS, type Kind, type Narrowing, ORDERS, type Order } from './narrow';

interface FiltersProps {
  by: Narrowing;
  genres: readonly string[];
  /** Whether there are stars to sort by. */
  stars: boolean;
  onChange: (by: Narrowing) => void;
}

const BY_STARS: readonly Order[] = ['best', 'worst'];

export function Filters({ by, genres, stars, onChange }: FiltersProps) {
  const { t } = useMessages();
  return (
    <search className="grid grid-cols-2 gap-3 md:grid-cols-[2fr_1fr_1fr_1fr]">
      <div className="col-span-2 md:col-span-1">
        <Field
          label={t('library.find')}
          type="search"
          value={by.text}
          onChange={(event) => onChange({ ...by, text: event.target.value })}
        />
      </div>
      <Select
        label={t('library.kind')}
        value={by.kind}
        options={KINDS.map((one) => ({ value: one, label: t(`library.kind.${one}`) }))}
        onChange={(kind) => onChange({ ...by, kind: kind as Kind })}
      />
      <Select
        label={t('library.genre')}
        value={by.genre}
        options={[
          { value: '', label: t('library.genre.any') },
          ...genres.map((one) => ({ value: one, label: one })),
        ]}
        onChange={(genre) => onChange({ ...by, genre })}
      />
      <div className="col-span-2 md:col-span-1">
        <Select
          label={t('library.order')}
          value={by.order}
          options={ORDERS.filter((one) => stars || !BY_STARS.includes(one)).map((one) => ({
            value: one,
            label: t(`library.order.${one}`),
          }))}
          onChange={(order) => onChange({ ...by, order: order as Order })}
        />
      </div>
    </search>
  );
}
