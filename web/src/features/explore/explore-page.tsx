import { useState } from 'react';
import { Button } from '@/components/button';
import { Chip } from '@/components/chip';
import { Dialog } from '@/components/dialog';
import { Page } from '@/components/page';
import { useMessages } from '@/lib/messages/provider';
import { Drawer } from './drawer';
import { Results } from './results';
import { PRESETS, same } from './tuning';
import { useTuning } from './use-tuning';

export function ExplorePage() {
  const { t } = useMessages();
  const { asked, draft, put, change } = useTuning();
  const [open, setOpen] = useState(false);
  const set = Object.keys(draft).length;
  return (
    <Page
      title={t('shell.explore')}
      lead={t('explore.lead')}
      actions={
        <span className="lg:hidden">
          <Button look="accent" icon="sliders" aria-haspopup="dialog" onClick={() => setOpen(true)}>
            {t('explore.tune', { count: set })}
          </Button>
        </span>
      }
    >
      <fieldset className="mb-6 min-w-0">
        <legend className="sr-only">{t('explore.presets')}</legend>
        <div className="no-bar -mx-4 flex gap-2 overflow-x-auto px-4 py-1 md:mx-0 md:flex-wrap md:px-0">
          <Chip on={set === 0} onPress={() => put({})}>
            {t('explore.preset.none')}
          </Chip>
          {PRESETS.map((one) => (
            <Chip key={one.name} on={same(draft, one.tuning)} onPress={() => put(one.tuning)}>
              {t(`explore.preset.${one.name}`)}
            </Chip>
          ))}
        </div>
      </fieldset>
      <div className="grid items-start gap-8 lg:grid-cols-[17rem_1fr] xl:gap-12">
        <aside
          aria-label={t('explore.tuning')}
          className="sticky top-20 hidden max-h-[calc(100dvh-6rem)] overflow-y-auto pr-3 pb-4 pl-1 lg:block"
        >
          <Drawer draft={draft} put={put} change={change} />
        </aside>
        <section aria-label={t('explore.results')}>
          <Results tuning={asked} onReset={() => put({})} />
        </section>
      </div>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('explore.tuning')} place="sheet">
        <Drawer draft={draft} put={put} change={change} />
        <div className="sticky -bottom-5 -mx-5 mt-5 -mb-5 border-t border-line bg-surface px-5 py-3">
          <Button look="accent" className="w-full" onClick={() => setOpen(false)}>
            {t('explore.show')}
          </Button>
        </div>
      </Dialog>
    </Page>
  );
}
