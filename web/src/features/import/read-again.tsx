import { Choice } from '@/components/choice';
import { useFailed } from '@/lib/failed';
import { useMessages } from '@/lib/messages/provider';
import { Busy } from './busy';
import { type Import, SCALES, type Scale, useSendFile, useThrowAway } from './requests/imports';

interface ReadAgainProps {
  of: Import;
  file: File;
  onOpen: (id: number) => void;
}

/** Reads a file by another scale of ratings, and lets go of how it was read before. */
export function ReadAgain({ of, file, onOpen }: ReadAgainProps) {
  const { t } = useMessages();
  const failed = useFailed();
  const send = useSendFile();
  const away = useThrowAway(of.id);
  function read(scale: Scale) {
    send.mutate(
      { file, scale },
      {
        onSuccess: (made) => {
          if (made.id !== of.id) away.mutate();
          onOpen(made.id);
        },
        onError: failed,
      },
    );
  }
  if (send.isPending) return <Busy text={t('import.reading', { name: file.name })} />;
  return (
    <div className="mt-5">
      <Choice
        label={t('import.scale.choose')}
        value={String(of.scale) as Scale}
        options={SCALES.map((one) => ({ value: one, label: one }))}
        onChange={read}
      />
    </div>
  );
}
