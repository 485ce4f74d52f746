import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation } from 'react-router';
import { useAuth } from '../auth/actor';
import { Guard } from '../auth/guard';
import { deskFor } from './desk-nav';

export function DeskLayout() {
  const { actor } = useAuth();
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
      <DeskMenu />
      <div className="page">
        <Outlet />
      </div>
    </div>
  );
}

/** Beside the page where there is room; on a phone it waits behind a button, or every page would begin with it. */
function DeskMenu() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [pathname]);
  const groups = deskFor(can);
  const here = groups.flatMap(({ entries }) => entries).find(({ to }) => `${pathname}/`.startsWith(`${to}/`));
  return (
    <nav className={`sidenav ${open ? 'open' : ''}`} aria-label={t('nav.desk')}>
      <button
        type="button"
        className="sidenav-toggle"
        aria-expanded={open}
        aria-controls="desk-menu"
        onClick={() => setOpen(!open)}
      >
        <span>{t('desk.menu')}</span>
        {here && <b>{t(`desk.entry.${here.key}`)}</b>}
      </button>
      <div id="desk-menu" className="sidenav-groups">
        {groups.map((group) => (
          <div key={group.key} className="sidenav-group">
            <h2>{t(`desk.group.${group.key}`)}</h2>
            {group.entries.map((entry) => (
              <NavLink key={entry.to} to={entry.to}>
                {t(`desk.entry.${entry.key}`)}
              </NavLink>
            ))}
          </div>
        ))}
      </div>
    </nav>
  );
}
