import { useTranslation } from 'react-i18next';
import type { FeeLine } from '../../api/invoices';
import { percentText } from '../../lib/rules';
import { Money } from '../../ui/money';

/** How a fee comes about: each part of the price, its rate, and what that makes. */
export function FeeLines({ lines, totalMinor, caption }: { lines: FeeLine[]; totalMinor: number; caption: string }) {
  const { t } = useTranslation();
  return (
    <table className="fee-lines">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('fees.part')}</th>
          <th scope="col" className="end">
            {t('fees.base')}
          </th>
          <th scope="col" className="end">
            {t('fees.rate')}
          </th>
          <th scope="col" className="end">
            {t('fees.amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr key={`${line.kind}${index}`}>
            <td>{t(`fees.line.${line.kind}`)}</td>
            <td className="end">{line.rate && <Money amount={line.baseMinor} />}</td>
            <td className="end num">{line.rate && `${percentText(line.rate)}%`}</td>
            <td className="end">
              <Money amount={line.amountMinor} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>{t('fees.total')}</td>
          <td className="end">
            <Money amount={totalMinor} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
