import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '@/components/button';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { Loading, Skeleton } from '@/components/skeleton';
import { useMessages } from '@/lib/messages/provider';
import { Applying } from './applying';
import { DropZone } from './drop-zone';
import { Earlier } from './earlier';
import { Preview } from './preview';
import { Receipt } from './receipt';
import { importQuery } from './requests/imports';
import { Undoing } from './undoing';

/** Bringing a history along: drop, look, put right, apply, receipt, undo. The import stands in the address. */
export function ImportPage() {
  const { t } = useMessages();
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const id = Number(search.id) || null;
  /** Read again where its ratings were understood wrongly; a browser keeps it for as long as the page stands. */
  const [file, setFile] = useState<File | null>(null);
  const open = (next: number | null) =>
    void navigate({ to: '/import', search: next === null ? {} : { id: String(next) } });
  return (
    <Page
      title={t('shell.import')}
      lead={t('import.lead')}
      width="narrow"
      actions={
        id !== null && (
          <Button icon="left" onClick={() => open(null)}>
            {t('import.another')}
          </Button>
        )
      }
    >
      {id === null ? (
        <>
          <DropZone
            onMade={(made, from) => {
              setFile(from);
              open(made.id);
            }}
          />
          <Earlier
            onOpen={(earlier) => {
              setFile(null);
              open(earlier);
            }}
          />
        </>
      ) : (
        <OneImport key={id} id={id} file={file} onOpen={open} />
      )}
    </Page>
  );
}

interface OneImportProps {
  id: number;
  file: File | null;
  onOpen: (id: number | null) => void;
}

function OneImport({ id, file, onOpen }: OneImportProps) {
  const found = useQuery(importQuery(id));
  if (found.isPending) {
    return (
      <>
        <Loading />
        <Skeleton className="h-24 w-full" />
        <Skeleton className="mt-6 h-72 w-full" />
      </>
    );
  }
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data.state === 'preview') return <Preview of={found.data} file={file} onOpen={onOpen} />;
  if (found.data.state === 'applying') return <Applying of={found.data} />;
  if (found.data.state === 'undoing') return <Undoing of={found.data} />;
  return <Receipt of={found.data} />;
}
