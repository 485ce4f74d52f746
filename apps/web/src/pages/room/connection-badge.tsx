import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomView } from '../../room/room-store';

/** Says how fresh the page is. While the line is down, the age of what is shown is the most important number. */
export function ConnectionBadge({ view, retry }: { view: RoomView; retry: () => void }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const age = view.heardAt === null ? null : Math.max(0, Math.round((now - view.heardAt) / 1000));
  const live = view.connection === 'live';
  return (
    <div className={`connection ${view.connection}`} role="status">
      <i aria-hidden="true" />
      <span data-testid="connection">{t(`room.connection.${view.connection}`)}</span>
      {!live && age !== null && <span className="num">{t('room.dataAge', { seconds: age })}</span>}
      {view.watchers !== null && view.watchers > 0 && (
        <span className="num">{t('room.watchers', { count: view.watchers })}</span>
      )}
      {(view.connection === 'offline' || view.connection === 'reconnecting') && (
        <button type="button" className="plain-button" onClick={retry}>
          {t('room.refresh')}
        </button>
      )}
    </div>
  );
}
