import { classes } from './class-names';

interface PosterProps {
  url: string;
  /** Empty where the title stands in text beside it, so that it is not said twice. */
  alt?: string;
  /** How wide it is on the page, as the attribute `sizes` says it. */
  sizes?: string;
  /** It is what the page is about, and must be there first. */
  first?: boolean;
  /** As wide as what holds it, where nothing else is said. */
  width?: string;
  className?: string;
}

/** 2:3, with its place kept while it loads. Drawn by the service where there is no picture. */
export function Poster(props: PosterProps) {
  const { url, alt = '', sizes = '176px', first = false, width = 'w-full', className } = props;
  return (
    <img
      src={`${url}?size=medium`}
      srcSet={`${url}?size=small 160w, ${url}?size=medium 400w, ${url}?size=large 800w`}
      sizes={sizes}
      alt={alt}
      width={400}
      height={600}
      loading={first ? 'eager' : 'lazy'}
      fetchPriority={first ? 'high' : 'auto'}
      decoding="async"
      className={classes('aspect-2/3 rounded-sm bg-skeleton object-cover', width, className)}
    />
  );
}
