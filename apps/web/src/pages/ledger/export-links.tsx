import { useTranslation } from 'react-i18next';
import { path, type Query } from '../../api/http';

/** The same rows as CSV and as a workbook, in the reader's language. */
export function ExportLinks({ route, query }: { route: string; query: Query }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language.startsWith('zh') ? 'zh' : 'en';
  return (
    <span className="export-links">
      {(['csv', 'xlsx'] as const).map((format) => (
        <a key={format} href={path(route, { ...query, lang, format })} download>
          {t(format === 'csv' ? 'ledger.csv' : 'ledger.excel')}
        </a>
      ))}
    </span>
  );
}
