import { useEffect, useState } from 'react';
import { useMessages } from '@/lib/messages/provider';
import { overlays } from '@/lib/overlays';
import { useStore } from '@/lib/store';
import { dismiss, TOAST_MS, type Toast, toasts } from '@/lib/toasts';
import { Button, IconButton } from './button';

/** inside: of an open dialog, which is then the one place where they can be pressed. */
export function Toaster({ inside = false }: { inside?: boolean }) {
  const all = useStore(toasts);
  const covered = useStore(overlays) > 0;
  const shown = inside === covered ? all : [];
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(4.5rem+env(safe-area-inset-bottom))] z-40 flex flex-col items-center gap-2 px-4 md:bottom-6"
    >
      {shown.map((one) => (
        <OneToast key={one.id} toast={one} />
      ))}
    </div>
  );
}

function OneToast({ toast }: { toast: Toast }) {
  const { t } = useMessages();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(toast.id), TOAST_MS);
    return () => clearTimeout(timer);
  }, [held, toast.id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only stays as long as it is looked at
    <div
      role={toast.bad ? 'alert' : undefined}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="rises pointer-events-auto flex w-full max-w-md items-center gap-1 rounded-md border border-line-strong bg-raised py-1 pr-1 pl-4 shadow-over"
    >
      <p className="grow py-2 leading-snug">{toast.text}</p>
      {toast.action && (
        <Button
          look="bare"
          onClick={() => {
            toast.action?.act();
            dismiss(toast.id);
          }}
          className="text-accent"
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton icon="close" label={t('common.close')} onClick={() => dismiss(toast.id)} />
    </div>
  );
}
