import { useMemo } from 'react';
import { Problem } from './api/problem';
import type { MessageKey } from './messages/catalogues';
import type { Language } from './messages/language';
import { useMessages } from './messages/provider';
import type { Translate } from './messages/translate';

/** What programs go by, in words. Others are told by their code. */
const BY_CODE: Record<string, MessageKey> = {
  bad_input: 'problem.bad_input',
  conflict: 'problem.conflict',
  forged_request: 'problem.not_signed_in',
  internal_error: 'problem.internal',
  no_room: 'problem.no_room',
  not_allowed: 'problem.not_allowed',
  not_found: 'problem.not_found',
  not_signed_in: 'problem.not_signed_in',
  out_of_time: 'problem.busy',
  overloaded: 'problem.busy',
  registration_closed: 'problem.registration_closed',
  too_large: 'problem.too_large',
  too_many: 'problem.too_many',
  unreachable: 'problem.unreachable',
  weak_password: 'problem.weak_password',
  wrong_credentials: 'problem.wrong_credentials',
};
const BY_FIELD: Record<string, MessageKey> = {
  new_password: 'problem.weak_password',
  password: 'problem.weak_password',
  username: 'problem.username',
};

/** Why something was refused. The service says it in English, and best; other languages go by the code. */
export function problemInWords(error: unknown, t: Translate, language: Language): string {
  if (!(error instanceof Problem)) return t('failed.unexpected');
  if (error.status === 0) return t('problem.unreachable');
  if (language === 'en') return error.detail ? `${error.message}. ${error.detail}` : error.message;
  const said = BY_CODE[error.code];
  return said ? t(said) : t('problem.other', { code: error.code });
}

/** What is wrong with one of these fields; undefined where nothing is. */
export function faultInWords(
  problem: Problem | null,
  names: readonly string[],
  t: Translate,
  language: Language,
): string | undefined {
  const found = problem?.fields.find((one) => names.includes(one.field));
  if (!found) return undefined;
  return language === 'en' ? found.message : t(BY_FIELD[found.field] ?? 'problem.bad_input');
}

/** The same in the language of the page. */
export function useProblemWords() {
  const { t, language } = useMessages();
  return useMemo(
    () => ({
      reason: (error: unknown) => problemInWords(error, t, language),
      fault: (problem: Problem | null, ...names: string[]) => faultInWords(problem, names, t, language),
    }),
    [t, language],
  );
}
