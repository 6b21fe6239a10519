import type { MessageKey } from '@/lib/messages/catalogues';
import type { Translate } from '@/lib/messages/translate';

const SAYS: Record<string, MessageKey> = {
  backup: 'admin.duty.backup',
  experiments: 'admin.duty.experiments',
  figures: 'admin.duty.figures',
  precompute: 'admin.duty.precompute',
  requests: 'admin.duty.requests',
  slates: 'admin.duty.slates',
  tell: 'admin.duty.tell',
  tidy: 'admin.duty.tidy',
  train: 'admin.duty.train',
  trending: 'admin.duty.trending',
  watch: 'admin.duty.watch',
};

/** A job as people call it; one that is newer than this page by its name. */
export function dutyName(name: string, t: Translate): string {
  const said = SAYS[name];
  return said ? t(said) : name;
}
