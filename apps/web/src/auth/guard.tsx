import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { Empty, Loading } from '../ui/states';
import { useAuth } from './actor';

/** Shows a page to those it is for, and tells the others what is missing. */
export function Guard({ permission, children }: { permission?: string | string[]; children: React.ReactNode }) {
  const { t } = useTranslation();
  const { actor, pending, can } = useAuth();
  const { pathname, search } = useLocation();
  if (pending) return <Loading />;
  if (!actor) {
    return (
      <Empty
        title={t('auth.loginNeeded')}
        hint={t('auth.loginNeededHint')}
        action={
          <Link to={`/login?to=${encodeURIComponent(pathname + search)}`}>
            <Button type="primary">{t('auth.login')}</Button>
          </Link>
        }
      />
    );
  }
  const needed = permission === undefined ? [] : [permission].flat();
  if (needed.length > 0 && !needed.some(can)) {
    return <Empty title={t('auth.notAllowed')} hint={t('auth.notAllowedHint', { name: actor.organisation.name })} />;
  }
  return children;
}
