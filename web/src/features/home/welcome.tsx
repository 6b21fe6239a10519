import { useQuery } from '@tanstack/react-query';
import { ButtonLink } from '@/components/button';
import { Page } from '@/components/page';
import { Poster } from '@/components/poster';
import { Place, Row } from '@/components/row';
import { CardSkeleton, Skeleton } from '@/components/skeleton';
import { TitleCard } from '@/components/title-card';
import { useMessages } from '@/lib/messages/provider';
import { trendingQuery } from './requests/discover';

const PLACES = Array.from({ length: 8 }, (_, place) => place);
/** Posters beside the words. */
const WALL = 6;

/** For those who are not logged in: what this is, and the way in. */
export function Welcome() {
  const { t } = useMessages();
  const trending = useQuery(trendingQuery);
  const points = [
    [t('home.welcome.point.quick'), t('home.welcome.point.quick.text')],
    [t('home.welcome.point.why'), t('home.welcome.point.why.text')],
    [t('home.welcome.point.yours'), t('home.welcome.point.yours.text')],
  ] as const;
  return (
    <Page title={t('home.welcome.title')} bare>
      <div className="grid items-center gap-8 pt-4 lg:gap-12 md:pt-8 lg:grid-cols-[1fr_26rem]">
        <div>
          <p
            aria-hidden="true"
            className="font-display text-4xl leading-[1.05] font-bold tracking-tight text-balance md:text-6xl"
          >
            {t('home.welcome.title')}
          </p>
          <p className="mt-5 max-w-prose text-lg text-quiet">{t('home.welcome.lead')}</p>
          <div className="mt-7 flex flex-wrap gap-3">
            <ButtonLink to="/register" look="accent" size="large">
              {t('home.welcome.start')}
            </ButtonLink>
            <ButtonLink to="/login" size="large">
              {t('home.welcome.login')}
            </ButtonLink>
          </div>
        </div>
        <div
          aria-hidden="true"
          className="grid grid-cols-3 gap-3 max-lg:max-w-md max-lg:[&>:nth-child(n+4)]:hidden"
        >
          {PLACES.slice(0, WALL).map((place) => {
            const one = trending.data?.items[place];
            return one ? (
              <Poster key={place} url={one.poster_url} sizes="130px" />
            ) : (
              <Skeleton key={place} className="aspect-2/3 w-full" />
            );
          })}
        </div>
      </div>
      <ul className="mt-12 grid gap-6 border-t border-line pt-8 md:grid-cols-3 md:gap-10">
        {points.map(([title, text]) => (
          <li key={title}>
            <h2 className="text-lg font-semibold">{title}</h2>
            <p className="mt-1 text-quiet">{text}</p>
          </li>
        ))}
      </ul>
      {!trending.isError && (
        <Row title={t('home.welcome.row')}>
          {trending.data
            ? trending.data.items.slice(WALL).map((one) => (
                <Place key={one.id}>
                  <TitleCard of={one} />
                </Place>
              ))
            : PLACES.map((place) => (
                <Place key={place}>
                  <CardSkeleton />
                </Place>
              ))}
        </Row>
      )}
    </Page>
  );
}
