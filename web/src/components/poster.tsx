import { classes } from './class-names';

interface PosterProps {
  url: string;
  /** Empty where the title stands in text beside it, so that it is not said twice. */
  alt?: string;
  /** How wide it is on the page, as the attribute `sizes` says it. */
  sizes?: string;
  /** It is what the page is about, and must be there first. */
  first?: boolean;
  className?: string;
}

/** 2:3, with its place kept while it loads. Drawn by the service where there is no picture. */
export function Poster({ url, alt = '', sizes = '176px', first = false, className }: PosterProps) {
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
      className={classes('aspect-2/3 w-full rounded-sm bg-skeleton object-cover', className)}
    />
  );
}
