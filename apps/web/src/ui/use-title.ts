import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** What the browser calls the page: tabs, history and a screen reader's first words. */
export function useTitle(title: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title, t]);
}
