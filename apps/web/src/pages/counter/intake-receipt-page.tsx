import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { windows } from '../../api/windows';
import { Guard } from '../../auth/guard';
import { AttachmentLink } from '../../ui/attachment-link';
import { Moment } from '../../ui/moment';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { ReceiptFacts, ReceiptFrame } from './receipt-frame';

export function Component() {
  return (
    <Guard permission={['listing.intake', 'listing.draft', 'listing.review']}>
      <IntakeReceipt />
    </Guard>
  );
}

/** On paper as the forms are called, whatever language the clerk reads. */
const PAPERS: Record<string, string> = {
  application_form: '挂牌申请书',
  licence: '转让方主体资格证明',
  mandate: '授权委托书',
  ownership: '权属证明（专利证书、登记簿副本）',
  decision: '内部决策文件',
  pricing: '定价依据',
  encumbrance: '权利负担情况说明',
  other: '其他材料',
};
const paperName = (item: string): string => PAPERS[item] ?? item;

/** What was handed in, what is still missing. */
function IntakeReceipt() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data, error, isPending } = useQuery({
    queryKey: ['/intake-receipts', id],
    queryFn: () => windows.receipt(id),
  });
  if (isPending) return <Loading />;
  if (!data) return <ProblemAlert error={error} />;
  return (
    <ReceiptFrame heading={t('counter.intakeReceipt')} title="挂牌材料收件回执" number={data.number}>
      <ReceiptFacts
        items={[
          ['项目', `${data.listingNumber} ${data.listingTitle}`],
          ['委托人', data.clientName],
          ['收件窗口', `${data.windowName} ${data.windowAddress} ${data.windowPhone}`],
          ['交易所', data.exchangeName],
          ['收件时间', <Moment key="at" at={data.receivedAt} />],
          ['办理员', data.clerkName],
        ]}
      />
      <h3>本次收到</h3>
      <table className="receipt-facts">
        <thead>
          <tr>
            <th scope="col">材料</th>
            <th scope="col">份数</th>
            <th scope="col">扫描件</th>
            <th scope="col">备注</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map(({ item, copies, note, attachmentIds }) => (
            <tr key={item}>
              <td>{paperName(item)}</td>
              <td className="num">{copies}</td>
              <td>
                {data.documents
                  .filter((document) => attachmentIds.includes(document.id))
                  .map((document) => (
                    <div key={document.id}>
                      <AttachmentLink attachment={document} />
                    </div>
                  ))}
              </td>
              <td>{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>尚缺材料</h3>
      <p>{data.missing.length === 0 ? '无，材料齐全。' : data.missing.map(paperName).join('、')}</p>
      {data.remark && <p>备注：{data.remark}</p>}
    </ReceiptFrame>
  );
}
