import { useState } from 'react';
import { IconButton } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { ReviewForm } from '@/components/review-form';
import type { Schemas } from '@/lib/api/client';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { useSetReview } from '@/lib/reviews/use-set-review';
import { toast } from '@/lib/toasts';
import type { Entry } from './requests/lists';
import { usePutReview } from './requests/reviews';

interface ReviewToolsProps {
  entry: Entry;
  review: Schemas['OneReview'];
  onGone: (key: string, gone: boolean) => void;
}

/** Changes a review where it stands, or deletes it. */
export function ReviewTools({ entry, review, onGone }: ReviewToolsProps) {
  const { t } = useMessages();
  const { id, name } = entry.title;
  const [open, setOpen] = useState(false);
  const failed = useFailed();
  const set = useSetReview(id);
  const put = usePutReview();
  function save(next: Schemas['NewWriting']) {
    set.mutate(next, {
      onError: failed,
      onSuccess: (kept) => {
        if (kept) put(entry.key, kept);
        setOpen(false);
        toast({ text: t('title.review.kept') });
      },
    });
  }
  async function remove() {
    const { text, spoiler, visibility } = review;
    const back = () =>
      set
        .mutateAsync({ text, spoiler, visibility })
        .then(() => onGone(entry.key, false))
        .catch(failed);
    onGone(entry.key, true);
    try {
      await set.mutateAsync(null);
    } catch (error) {
      onGone(entry.key, false);
      failed(error);
      return;
    }
    const action = { label: t('common.undo'), act: () => void back() };
    toast({ text: t('library.review.removed', { title: name }), action });
  }
  return (
    <div className="flex shrink-0">
      <IconButton
        icon="pencil"
        label={t('library.review.edit', { title: name })}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      />
      <IconButton
        icon="trash"
        label={t('library.review.remove', { title: name })}
        onClick={() => void remove()}
      />
      <Dialog open={open} onClose={() => setOpen(false)} title={name}>
        <ReviewForm mine={review} busy={set.isPending} onSave={save} />
      </Dialog>
    </div>
  );
}
