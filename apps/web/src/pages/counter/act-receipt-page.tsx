import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { windows } from '../../api/windows';
import { Guard } from '../../auth/guard';
import { capitalAmount } from '../../lib/capital';
import { windows as zh } from '../../i18n/zh/windows';
import { formatYuan } from '../../lib/money';
import { Moment } from '../../ui/moment';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { ReceiptFacts, ReceiptFrame } from './receipt-frame';

export function Component() {
  return (
    <Guard permission={['counter.bid', 'auction.bid', 'window.manage', 'auction.operate']}>
      <ActReceipt />
    </Guard>
  );
}

const KIND = { bid: '代为报价', maximum: '代设最高限价（自动报价）' };
const REASON: Record<string, string> = zh.counter.refusedFor;
const OUTCOME = { accepted: '已记入竞价簿', refused: '未被接受' };

/** What the client takes home from the counter. */
function ActReceipt() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data: act, error, isPending } = useQuery({ queryKey: ['/counter/acts', id], queryFn: () => windows.act(id) });
  if (isPending) return <Loading />;
  if (!act) return <ProblemAlert error={error} />;
  const amount = act.amountMinor;
  return (
    <ReceiptFrame heading={t('counter.bidReceipt')} title="柜台报价回执" number={act.receiptNumber}>
      <ReceiptFacts
        items={[
          ['项目', `${act.listingNumber} ${act.auctionTitle}`],
          ['挂牌交易所', act.hostName],
          ['委托人', act.clientName],
          ['委托书', act.mandateRef],
          ['办理事项', KIND[act.kind]],
          ['金额', amount === null ? '（保密）' : `${formatYuan(amount)}（人民币${capitalAmount(amount)}）`],
          ['办理时间', <Moment key="at" at={act.enteredAt} />],
          ['结果', act.outcome ? OUTCOME[act.outcome] : '等待竞价系统答复'],
          ...(act.seq === null ? [] : [['竞价簿序号', `第 ${act.seq} 号`] as [string, string]]),
          ...(act.code ? [['原因', REASON[act.code.replace('.', '_')] ?? act.code] as [string, string]] : []),
          ['办理窗口', `${act.windowName} ${act.windowAddress} ${act.windowPhone}`],
          ['办理员', act.clerkName],
          [
            '指令编号',
            <span key="id" className="num hash">
              {act.id}
            </span>,
          ],
        ]}
      />
      <p className="small">
        本次报价由窗口依据委托人书面委托录入，在竞价簿中标注“柜台”。报价一经接受不得撤回；竞价结束后，可凭本回执序号在公开竞价簿中核对。
      </p>
    </ReceiptFrame>
  );
}
