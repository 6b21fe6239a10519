import { useMessages } from '@/lib/messages/provider';
import { classes } from './class-names';

/** A place that is kept for what is still loading, of the size it will have. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classes('skeleton rounded-sm', className)} />;
}

/** As large as a TitleCard. */
export function CardSkeleton() {
  return (
    <div>
      <Skeleton className="aspect-2/3 w-full" />
      <Skeleton className="mt-2 h-5 w-4/5" />
      <Skeleton className="mt-1 h-4 w-1/2" />
    </div>
  );
}

/** Says once, to those who do not see the places, that something is on its way. */
export function Loading() {
  const { t } = useMessages();
  return (
    <p role="status" className="sr-only">
      {t('common.loading')}
    </p>
  );
}
