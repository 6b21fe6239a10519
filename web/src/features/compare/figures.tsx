import { Bar } from '@/components/bar';
import type { Schemas } from '@/lib/api/client';
import { modelName } from '@/lib/house/models';
import { useMessages } from '@/lib/messages/provider';

type Compared = Schemas['Compared'];

interface Figure {
  name: 'stars' | 'confidence' | 'diversity';
  of: (one: Compared) => number | null;
  share: (value: number) => number;
}

const FIGURES: readonly Figure[] = [
  { name: 'stars', of: (one) => one.mean_predicted_stars, share: (value) => value / 5 },
  { name: 'confidence', of: (one) => one.mean_confidence, share: (value) => value },
  { name: 'diversity', of: (one) => one.diversity, share: (value) => value },
];

/** The same three figures of both, as figures and as lines. */
export function Figures({ models }: { models: readonly Compared[] }) {
  const { t, formats } = useMessages();
  const said = (figure: Figure, value: number) =>
    figure.name === 'stars' ? formats.number(value, 2) : formats.percent(value);
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">{t('compare.figures')}</caption>
      <thead>
        <tr className="border-b border-line text-left text-sm text-quiet">
          <td className="hidden w-1/3 sm:table-cell" />
          {models.map((one, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the two may be the same
            <th key={place} scope="col" className="py-3 pr-4 font-medium">
              {modelName(one.model, t)}
            </th>
          ))}
        </tr>
      </thead>
      {FIGURES.map((figure) => (
        <tbody key={figure.name} className="border-b border-line">
          <tr className="sm:hidden">
            <th scope="rowgroup" colSpan={2} className="pt-3 text-left font-medium">
              {t(`compare.figure.${figure.name}`)}
            </th>
          </tr>
          <tr className="align-top">
            <th scope="row" className="hidden py-4 pr-6 text-left font-medium sm:table-cell">
              {t(`compare.figure.${figure.name}`)}
              <span className="block text-sm font-normal text-quiet">
                {t(`compare.figure.${figure.name}.help`)}
              </span>
            </th>
            {models.map((one, place) => {
              const value = figure.of(one);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: the two may be the same
                <td key={place} className="py-4 pr-4">
                  {value === null ? (
                    <span className="text-quiet">{t('compare.unknown')}</span>
                  ) : (
                    <>
                      <span className="font-display text-2xl font-bold tabular-nums">
                        {said(figure, value)}
                      </span>
                      <div className="mt-2 max-w-56">
                        <Bar share={figure.share(value)} quiet={place > 0} />
                      </div>
                    </>
                  )}
                </td>
              );
            })}
          </tr>
        </tbody>
      ))}
    </table>
  );
}
