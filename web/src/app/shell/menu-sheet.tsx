import { Link } from '@tanstack/react-router';
import { Choice } from '@/components/choice';
import { Dialog } from '@/components/dialog';
import { Icon } from '@/components/icon';
import { useAccount } from '@/lib/account';
import { LANGUAGES, NAMES } from '@/lib/messages/language';
import { useMessages } from '@/lib/messages/provider';
import { useChooseLanguage } from '@/lib/own-language';
import { setTheme, THEMES, useTheme } from '@/lib/theme';
import { ADMIN, MAIN, MINE, type Spot } from './places';
import { useLogout } from './use-logout';

const LINE = 'flex min-h-11 w-full items-center gap-3 rounded-sm px-3 text-left font-medium hover:bg-raised';

export function MenuSheet({
  open,
  onClose,
  onKeys,
}: {
  open: boolean;
  onClose: () => void;
  onKeys: () => void;
}) {
  const { t, language } = useMessages();
  const chooseLanguage = useChooseLanguage();
  const account = useAccount();
  const theme = useTheme();
  const logout = useLogout();
  const line = (place: Spot) => (
    <li key={place.to}>
      <Link to={place.to} onClick={onClose} className={LINE}>
        <Icon name={place.icon} />
        {t(place.label)}
      </Link>
    </li>
  );
  return (
    <Dialog open={open} onClose={onClose} title={t('shell.menu')} place="sheet">
      {account && (
        <>
          <p className="px-3 pb-2 text-sm text-quiet">
            {t('shell.logged_in_as', { name: account.username })}
          </p>
          <ul>
            {MAIN.slice(4).map(line)}
            {MINE.map(line)}
            {account.role === 'admin' && line(ADMIN)}
          </ul>
        </>
      )}
      <div className="mt-4 grid gap-5 border-t border-line px-3 pt-5">
        <Choice
          label={t('shell.theme')}
          value={theme}
          options={THEMES.map((one) => ({ value: one, label: t(`shell.theme.${one}`) }))}
          onChange={setTheme}
        />
        <Choice
          label={t('shell.language')}
          value={language}
          options={LANGUAGES.map((one) => ({ value: one, label: NAMES[one] }))}
          onChange={chooseLanguage}
        />
      </div>
      <div className="mt-5 border-t border-line pt-3 pointer-coarse:hidden">
        <button type="button" className={LINE} onClick={onKeys}>
          <Icon name="question" />
          {t('shell.keys')}
        </button>
      </div>
      {account && (
        <div className="mt-5 border-t border-line pt-3">
          <button
            type="button"
            className={LINE}
            onClick={() => {
              onClose();
              logout();
            }}
          >
            <Icon name="logout" />
            {t('shell.logout')}
          </button>
        </div>
      )}
    </Dialog>
  );
}
