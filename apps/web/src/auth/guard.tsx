import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { ButtonLink } from '../ui/button-link';
import { EmptyPage, Loading } from '../ui/states';
import { useAuth } from './actor';

/** Shows a page to those it is for, and tells the others what is missing. */
export function Guard({ permission, children }: { permission?: string | string[]; children: React.ReactNode }) {
  const { t } = useTranslation();
  const { actor, pending, can } = useAuth();
  const { pathname, search } = useLocation();
  if (pending) return <Loading />;
  if (!actor) {
    return (
      <EmptyPage
        title={t('auth.loginNeeded')}
        hint={t('auth.loginNeededHint')}
        action={
          <ButtonLink to={`/login?to=${encodeURIComponent(pathname + search)}`} type="primary">
            {t('auth.login')}
          </ButtonLink>
        }
      />
    );
  }
  const needed = permission === undefined ? [] : [permission].flat();
  if (needed.length > 0 && !needed.some(can)) {
    return (
      <EmptyPage title={t('auth.notAllowed')} hint={t('auth.notAllowedHint', { name: actor.organisation.name })} />
    );
  }
  return children;
}
