import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { ProblemAlert } from '../ui/problem-alert';
import { EmptyPage } from '../ui/states';

/** A page that broke says so and offers the way back; a new release may also have replaced its code meanwhile. */
export function Failed() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <div className="page">
      <ProblemAlert error={error} retry={<Button onClick={() => location.reload()}>{t('common.reload')}</Button>} />
      <Link to="/">{t('nav.home')}</Link>
    </div>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <EmptyPage title={t('error.noPage')} hint={t('error.noPageHint')} action={<Link to="/">{t('nav.home')}</Link>} />
    </div>
  );
}
