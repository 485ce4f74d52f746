import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../lib/money';
import type { Opening } from '../../room/history';
import type { Room } from '../../room/book';

/** The bids of a sealed sale as they were opened together: ranked, those that lost their secret too late named. */
export function RevealedTable({ room, mine }: { room: Room; mine: string | null }) {
  const { t } = useTranslation();
  const { snapshot, history } = room;
  if (!history.openings || history.openings.length === 0) return null;
  const { startPriceMinor, rules, winner, priceMinor } = snapshot;
  const counted = history.openings.filter(({ bid }) => !(bid in history.voids));
  const ranked = [...counted].sort((a, b) => (b.amountMinor ?? -1) - (a.amountMinor ?? -1) || a.bid - b.bid);
  return (
    <>
      <table className="book revealed" data-testid="revealed">
        <thead>
          <tr>
            <th scope="col" className="rank">
              {t('room.revealed.rank')}
            </th>
            <th scope="col">{t('room.bidder')}</th>
            <th scope="col" className="end">
              {t('room.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {ranked.map((opening, index) => (
            <tr
              key={opening.bid}
              className={`${opening.bidder === mine ? 'own' : ''} ${opening.bidder === winner ? 'top' : ''}`}
            >
              <td className="num rank">{opening.amountMinor === null ? '—' : index + 1}</td>
              <td>
                <span className="num">{opening.bidder}</span>
                {opening.bidder === mine && <span className="tag good">{t('room.me')}</span>}
                {opening.bidder === winner && <span className="tag live">{t('room.winner')}</span>}
              </td>
              <td className="num end wrap">
                {opening.amountMinor === null ? <Unopened opening={opening} /> : formatYuan(opening.amountMinor, false)}
                {opening.amountMinor !== null && opening.amountMinor < startPriceMinor && (
                  <span className="cell-sub">{t('room.revealed.belowStart')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small muted book-foot">
        {winner && priceMinor !== null && rules.sealedPrice === 'second'
          ? t('room.revealed.second', { price: formatYuan(priceMinor, false) })
          : t('room.revealed.first')}
      </p>
    </>
  );
}

function Unopened({ opening }: { opening: Opening }) {
  const { t } = useTranslation();
  const fault = (opening.fault ?? '').replaceAll('.', '_');
  return (
    <span className="muted">{t(`room.revealed.fault.${fault}`, { defaultValue: t('room.revealed.unopened') })}</span>
  );
}
