import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { useAuth } from '../auth/actor';
import { Guard } from '../auth/guard';
import { deskFor } from './desk-nav';

export function DeskLayout() {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  if (!actor) {
    return (
      <div className="page">
        <Guard>
          <></>
        </Guard>
      </div>
    );
  }
  return (
    <div className="desk">
      <nav className="sidenav" aria-label={t('nav.desk')}>
        {deskFor(can).map((group) => (
          <div key={group.key} className="sidenav-group">
            <h2>{t(`desk.group.${group.key}`)}</h2>
            {group.entries.map((entry) => (
              <NavLink key={entry.to} to={entry.to}>
                {t(`desk.entry.${entry.key}`)}
              </NavLink>
            ))}
          </div>
        ))}
      </nav>
      <div className="page">
        <Outlet />
      </div>
    </div>
  );
}
