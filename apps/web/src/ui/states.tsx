import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTitle } from './use-title';

export function Loading({ rows = 5 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')} className="panel">
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

interface EmptyProps {
  title?: React.ReactNode;
  hint?: React.ReactNode;
  action?: React.ReactNode;
}

/** A page that has nothing but this to say. */
export function EmptyPage(props: EmptyProps & { title: string }) {
  useTitle(props.title);
  return <Empty {...props} title={<h1>{props.title}</h1>} />;
}

/** An empty list says why it is empty and what would fill it. */
export function Empty({ title, hint, action }: EmptyProps) {
  const { t } = useTranslation();
  return (
    <div className="empty">
      <strong>{title ?? t('common.empty')}</strong>
      {hint && <p>{hint}</p>}
      {action && <p style={{ marginTop: 14 }}>{action}</p>}
    </div>
  );
}
