import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router';
import { identity } from '../api/identity';
import { useAuth, useConfig } from '../auth/actor';
import { switchLanguage } from '../i18n';
import { Bell } from './bell';

export function Layout() {
  const { t } = useTranslation();
  const config = useConfig();
  return (
    <>
      <a className="skip" href="#content">
        {t('nav.skip')}
      </a>
      <TopBar />
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="footer">
        <div className="footer-inner">
          <span>{t('app.footer')}</span>
          {config?.demo && <span>{t('app.demo')}</span>}
          <Link to="/rules">{t('nav.rules')}</Link>
          <Link to="/fees">{t('fees.title')}</Link>
          <Link to="/check">{t('check.title')}</Link>
          <a href="/api/docs">{t('app.openApi')}</a>
        </div>
      </footer>
      <ScrollRestoration />
    </>
  );
}

function TopBar() {
  const { t, i18n } = useTranslation();
  const zh = i18n.language.startsWith('zh');
  return (
    <header className="topbar">
      <div className="topbar-inner">
        <Link to="/" className="brand" aria-label={t('app.name')}>
          <span className="seal" aria-hidden="true" lang="zh">
            技市
          </span>
          <span>{t('app.short')}</span>
          <span className="brand-latin">{t('app.tagline')}</span>
        </Link>
        <nav className="topnav" aria-label={t('nav.main')}>
          <NavLink to="/" end>
            {t('nav.market')}
          </NavLink>
          <NavLink to="/auctions">{t('nav.auctions')}</NavLink>
          <NavLink to="/notices">{t('nav.notices')}</NavLink>
          <NavLink to="/calendar">{t('nav.calendar')}</NavLink>
          <NavLink to="/windows">{t('nav.windows')}</NavLink>
          <NavLink to="/desk">{t('nav.desk')}</NavLink>
        </nav>
        <div className="topbar-side">
          <button
            type="button"
            className="plain-button"
            lang={zh ? 'en' : 'zh'}
            onClick={() => void switchLanguage(zh ? 'en' : 'zh')}
          >
            {zh ? 'English' : '中文'}
          </button>
          <Account />
        </div>
      </div>
    </header>
  );
}

function Account() {
  const { t } = useTranslation();
  const { actor, enter } = useAuth();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  if (!actor) {
    const back = pathname === '/' || pathname === '/login' ? '' : `?to=${encodeURIComponent(pathname + search)}`;
    return (
      <Link to={`/login${back}`} className="plain-button">
        {t('auth.login')}
      </Link>
    );
  }
  const logout = async () => {
    await identity.logout();
    await navigate('/');
    await enter(null);
  };
  return (
    <>
      <Bell />
      <Link to="/desk" className="plain-button account-name" title={`${actor.organisation.name} · ${actor.name}`}>
        {actor.name}
      </Link>
      <button type="button" className="plain-button" onClick={() => void logout()}>
        {t('auth.logout')}
      </button>
    </>
  );
}
