import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/button';
import { ReviewForm } from '@/components/review-form';
import { Skeleton } from '@/components/skeleton';
import { TextArea } from '@/components/text-area';
import type { Schemas } from '@/lib/api/client';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { useSetReview } from '@/lib/reviews/use-set-review';
import { toast } from '@/lib/toasts';
import type { TitleFacts } from './requests/title';
import { noteQuery, reviewsQuery, useSetNote } from './requests/writings';

type Review = Schemas['OneReview'];

/** My note, my review, and what others show of theirs. */
export function Writings({ of }: { of: TitleFacts }) {
  const { t } = useMessages();
  const note = useQuery(noteQuery(of.id));
  const reviews = useQuery(reviewsQuery(of.id));
  const mine = reviews.data?.items.find((one) => one.mine) ?? null;
  const others = reviews.data?.items.filter((one) => !one.mine) ?? [];
  return (
    <div className="mt-12 grid gap-10 lg:grid-cols-2 lg:gap-x-12">
      <section aria-label={t('title.review')}>
        <h2 className="mb-3 text-xl font-semibold md:text-2xl">{t('title.review')}</h2>
        {reviews.isPending ? (
          <Skeleton className="h-48 w-full" />
        ) : (
          <MyReview key={mine?.changed_at ?? 'none'} id={of.id} mine={mine} />
        )}
        {others.length > 0 && (
          <ul className="mt-6 divide-y divide-line border-t border-line">
            {others.map((one) => (
              <Told key={one.author} review={one} />
            ))}
          </ul>
        )}
      </section>
      <section aria-label={t('title.note')}>
        <h2 className="mb-3 text-xl font-semibold md:text-2xl">{t('title.note')}</h2>
        {note.isPending ? (
          <Skeleton className="h-36 w-full" />
        ) : (
          <NoteForm key={note.data?.changed_at ?? 'none'} id={of.id} text={note.data?.text ?? ''} />
        )}
      </section>
    </div>
  );
}

function NoteForm({ id, text }: { id: number; text: string }) {
  const { t } = useMessages();
  const failed = useFailed();
  const set = useSetNote(id);
  const [typed, setTyped] = useState(text);
  const changed = typed.trim() !== text;
  function submit(event: FormEvent) {
    event.preventDefault();
    set.mutate(typed.trim(), {
      onError: failed,
      onSuccess: () => toast({ text: t(typed.trim() ? 'title.note.kept' : 'title.note.gone') }),
    });
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <TextArea label={t('title.note.label')} help={t('title.note.help')} value={typed} onChange={setTyped} />
      <Button type="submit" className="w-fit" disabled={!changed} busy={set.isPending}>
        {t('title.note.save')}
      </Button>
    </form>
  );
}

function MyReview({ id, mine }: { id: number; mine: Review | null }) {
  const { t } = useMessages();
  const failed = useFailed();
  const set = useSetReview(id);
  function remove() {
    if (!mine) return;
    const back = () => set.mutate(mine, { onError: failed });
    const action = { label: t('common.undo'), act: back };
    set.mutate(null, { onError: failed, onSuccess: () => toast({ text: t('title.review.gone'), action }) });
  }
  return (
    <ReviewForm
      mine={mine}
      busy={set.isPending}
      onSave={(review) =>
        set.mutate(review, {
          onError: failed,
          onSuccess: () => toast({ text: t('title.review.kept') }),
        })
      }
      {...(mine && { onDelete: remove })}
    />
  );
}

function Told({ review }: { review: Review }) {
  const { t, formats } = useMessages();
  return (
    <li className="py-4">
      <p className="text-sm text-quiet">
        <span className="font-medium text-text">{review.author}</span> · {formats.day(review.changed_at)}
      </p>
      {review.spoiler ? (
        <details>
          <summary className="flex min-h-11 cursor-pointer items-center">
            {t('title.review.gives_away')}
          </summary>
          <p className="max-w-prose whitespace-pre-line">{review.text}</p>
        </details>
      ) : (
        <p className="mt-1 max-w-prose whitespace-pre-line">{review.text}</p>
      )}
    </li>
  );
}
