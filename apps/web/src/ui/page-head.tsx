import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

interface PageHeadProps {
  title: string;
  intro?: React.ReactNode;
  actions?: React.ReactNode;
}

export function PageHead({ title, intro, actions }: PageHeadProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title, t]);
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        {intro && <p>{intro}</p>}
      </div>
      {actions && <div className="row">{actions}</div>}
    </header>
  );
}
