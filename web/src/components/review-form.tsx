import { type FormEvent, useState } from 'react';
import type { Schemas } from '@/lib/api/client';
import { useMessages } from '@/lib/messages/provider';
import { Button } from './button';
import { Choice } from './choice';
import { TextArea } from './text-area';

type Review = Schemas['NewWriting'];

interface ReviewFormProps {
  /** As it is kept; null where there is none. */
  mine: Review | null;
  busy: boolean;
  onSave: (review: Review) => void;
  onDelete?: () => void;
}

/** What I make of a title, whether that gives something away, and who may read it. */
export function ReviewForm({ mine, busy, onSave, onDelete }: ReviewFormProps) {
  const { t } = useMessages();
  const [text, setText] = useState(mine?.text ?? '');
  const [spoiler, setSpoiler] = useState(mine?.spoiler ?? false);
  const [visibility, setVisibility] = useState(mine?.visibility ?? 'private');
  const same = mine?.text === text.trim() && mine.spoiler === spoiler && mine.visibility === visibility;
  function submit(event: FormEvent) {
    event.preventDefault();
    onSave({ text: text.trim(), spoiler, visibility });
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <TextArea label={t('title.review.label')} rows={4} value={text} onChange={setText} />
      <label className="flex min-h-11 w-fit cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          checked={spoiler}
          onChange={(event) => setSpoiler(event.target.checked)}
          className="size-5 accent-accent"
        />
        {t('title.review.spoiler')}
      </label>
      <div className="max-w-sm">
        <Choice
          label={t('title.review.who')}
          value={visibility}
          options={[
            { value: 'private', label: t('title.review.private') },
            { value: 'members', label: t('title.review.members') },
          ]}
          onChange={setVisibility}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" disabled={!text.trim() || same} busy={busy}>
          {t('title.review.save')}
        </Button>
        {onDelete && (
          <Button look="bare" icon="trash" onClick={onDelete} disabled={busy}>
            {t('title.review.delete')}
          </Button>
        )}
      </div>
    </form>
  );
}
