import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../ui/page-head';

interface Props {
  /** Of the page, in the reader's language; the paper has its own. */
  heading: string;
  title: string;
  number: string;
  children: React.ReactNode;
}

/** A paper to be printed and signed; in Chinese whatever the reader's language, for it goes to a client here. */
export function ReceiptFrame({ heading, title, number, children }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        title={heading}
        actions={
          <Button type="primary" onClick={() => window.print()}>
            {t('counter.print')}
          </Button>
        }
      />
      <article className="receipt" lang="zh">
        <h2>{title}</h2>
        <p className="receipt-number num">{number}</p>
        {children}
        <div className="receipt-signs">
          <p>办理员签字：</p>
          <p>委托人（经办人）签字：</p>
          <p>窗口盖章：</p>
        </div>
      </article>
    </>
  );
}

export function ReceiptFacts({ items }: { items: [string, React.ReactNode][] }) {
  return (
    <table className="receipt-facts">
      <tbody>
        {items.map(([label, value]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
