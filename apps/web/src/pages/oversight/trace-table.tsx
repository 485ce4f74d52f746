import { useTranslation } from 'react-i18next';
import type { TraceLine } from '../../api/oversight';
import { Money } from '../../ui/money';

/** How the amount came about, line by line, readable by clerk and applicant alike. */
export function TraceTable({ trace }: { trace: TraceLine[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  return (
    <table className="trace">
      <caption className="sr-only">{t('subsidy.trace')}</caption>
      <tbody>
        {trace.map((line, index) => (
          <tr key={index} className={tone(line.code)}>
            <td>{line.text[language]}</td>
            <td>
              <Money amount={line.amountMinor} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function tone(code: string): string {
  if (code === 'award') return 'total';
  return code.startsWith('excluded.') ? 'out' : '';
}
