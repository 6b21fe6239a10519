import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useMessages } from '@/lib/messages/provider';
import { overlays } from '@/lib/overlays';
import { IconButton } from './button';
import { classes } from './class-names';
import { Toaster } from './toaster';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** centre: a small window. top: one that grows downwards. sheet: from the right on a desk, from below on a phone. */
  place?: 'centre' | 'top' | 'sheet';
  /** Its title is only said, not shown. */
  bare?: boolean;
}

const PLACES = {
  centre: 'm-auto w-[min(32rem,calc(100vw-2rem))] max-h-[min(48rem,calc(100dvh-2rem))] rounded-md',
  top: 'mx-auto mt-3 mb-auto w-[min(36rem,calc(100vw-1.5rem))] max-h-[calc(100dvh-1.5rem)] rounded-md md:mt-[12dvh] md:max-h-[76dvh]',
  sheet: classes(
    'w-full max-w-none max-h-[85dvh] mt-auto mb-0 mx-0 rounded-t-md',
    'md:w-[26rem] md:h-dvh md:max-h-none md:my-0 md:mr-0 md:ml-auto md:rounded-none md:rounded-l-md',
  ),
};

const PRESSED = 'a, button, input, select, textarea, [tabindex]';

/**
 * The browser's own dialog: it holds the focus, makes the rest of the page inert, closes by Escape and gives the
 * focus back. Unlike other ways it needs no styles inside the page, which our policy forbids.
 */
export function Dialog({ open, onClose, title, children, place = 'centre', bare = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const heading = useId();
  const { t } = useMessages();
  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) element.showModal();
    // What has to be scrolled and holds nothing to press is scrolled by the keyboard itself.
    const held = body.current;
    if (open && held && held.scrollHeight > held.clientHeight && !held.querySelector(PRESSED))
      held.tabIndex = 0;
    if (!open && element?.open) element.close();
  }, [open]);
  useEffect(() => {
    if (!open) return;
    overlays.set((now) => now + 1);
    return () => overlays.set((now) => now - 1);
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes it by Escape
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      className={classes(
        'border border-line bg-surface p-0 shadow-over backdrop:bg-backdrop open:flex open:flex-col rises',
        PLACES[place],
      )}
    >
      {open && (
        <>
          <div className={bare ? 'sr-only' : 'flex items-center justify-between gap-4 py-2 pr-2 pl-5'}>
            <h2 id={heading} className="text-lg font-semibold">
              {title}
            </h2>
            {!bare && (
              <IconButton icon="close" label={t('common.close')} onClick={() => dialog.current?.close()} />
            )}
          </div>
          <div ref={body} className={classes('min-h-0 overflow-y-auto', !bare && 'px-5 pb-5')}>
            {children}
          </div>
          <Toaster inside />
        </>
      )}
    </dialog>
  );
}
