import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type SaleObjection, sales } from '../../api/sales';
import { useAuth } from '../../auth/actor';
import { accepted } from '../../lib/accepted';
import { formatDateTime } from '../../lib/time';
import type { BookObjection } from '../../room/history';
import type { Room } from '../../room/book';
import { ConfirmAction } from '../../ui/confirm-action';
import { Moment } from '../../ui/moment';
import { ObjectionForm } from './objection-form';
import { RulingActions } from './operator/ruling-actions';

interface ObjectionsPanelProps {
  room: Room;
  /** May file one: a bidder of this sale, or its seller. */
  party: boolean;
  /** Rules on them, for the exchange. */
  judge: boolean;
}

/** Objections and what became of them. Everybody sees that one was made; its words are for those who may read them. */
export function ObjectionsPanel({ room, party, judge }: ObjectionsPanelProps) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { snapshot, history } = room;
  const id = snapshot.auctionId;
  const reads = party || judge || can('audit.read');
  const told = useQuery({
    queryKey: ['/auctions/objections', id, history.objections.length, snapshot.openObjections],
    queryFn: () => sales.objections(id),
    enabled: reads,
  }).data?.items;
  const over = snapshot.state === 'closed' && snapshot.result !== 'pending';
  const shown = told ? [...told].reverse() : history.objections.map(publicView);
  if (shown.length === 0 && (!party || over)) return null;
  return (
    <section className="panel" aria-labelledby="objections-title">
      <h2 id="objections-title">{t('dispute.title')}</h2>
      {shown.length === 0 && <p className="explain">{t('dispute.intro')}</p>}
      <ul className="disputes">
        {shown.map((objection) => (
          <Filed key={objection.seq} room={room} objection={objection} judge={judge} />
        ))}
      </ul>
      {party && !over && <ObjectionForm room={room} />}
    </section>
  );
}

/** What the public book says of an objection, without names and words. */
function publicView(told: BookObjection): SaleObjection {
  const { seq, atMs, about, target, open, appealed, upheld = false, annul = false, reason, appealUntilMs } = told;
  const rulings = reason === undefined ? [] : [{ seq, atMs, upheld, annul, final: appealed && !open, reason }];
  return {
    seq,
    about: about as SaleObjection['about'],
    target,
    filedAtMs: atMs,
    open,
    appealed,
    appealUntilMs,
    rulings,
    own: false,
    mayAppeal: false,
    by: null,
    text: null,
    appealText: null,
  };
}

function Filed({ room, objection, judge }: { room: Room; objection: SaleObjection; judge: boolean }) {
  const { t, i18n } = useTranslation();
  const { seq, about, target, open, appealed, by, text, appealText, rulings, mayAppeal, appealUntilMs } = objection;
  const id = room.snapshot.auctionId;
  return (
    <li data-testid="dispute" data-open={open}>
      <div className="row">
        <span className={`tag ${open ? 'wait' : ''}`}>{t(stateText(objection))}</span>
        <b>{t(`dispute.about.${about}`)}</b>
        {target !== null && <span className="num">{t('dispute.target', { target })}</span>}
        {objection.own && <span className="tag good">{t('room.me')}</span>}
      </div>
      <p className="small muted">
        <span className="num">#{seq}</span> · <Moment at={objection.filedAtMs} />
        {by && ` · ${by === 'seller' ? t('dispute.seller') : by}`}
      </p>
      {text && <p className="dispute-text">{text}</p>}
      {appealText && (
        <p className="dispute-text">
          <span className="muted">{t('dispute.appealed')}</span> {appealText}
        </p>
      )}
      {rulings.map((ruling) => (
        <p key={ruling.seq} className="ruling">
          <b>{t(ruling.annul ? 'dispute.annulled' : ruling.upheld ? 'dispute.upheld' : 'dispute.refused')}</b>
          {ruling.final && <span className="tag">{t('dispute.final')}</span>} {ruling.reason}
        </p>
      ))}
      {mayAppeal && (
        <div className="row">
          <ConfirmAction
            label={t('dispute.appeal')}
            title={t('dispute.appeal')}
            reasonLabel={t('dispute.appealGrounds')}
            reasonMax={2_000}
            run={(grounds, commandId) => sales.appeal(id, seq, { commandId, text: grounds }).then(accepted)}
          >
            <p>{t('dispute.appealText')}</p>
          </ConfirmAction>
          {appealUntilMs !== null && (
            <span className="small muted">
              {t('dispute.appealUntil', { at: formatDateTime(appealUntilMs, i18n.language) })}
            </span>
          )}
        </div>
      )}
      {judge && open && <RulingActions room={room} objection={objection} again={appealed} />}
    </li>
  );
}

function stateText({ open, appealed, rulings }: SaleObjection): string {
  if (open) return appealed ? 'dispute.state.appealed' : 'dispute.state.open';
  return rulings.at(-1)?.upheld ? 'dispute.state.upheld' : 'dispute.state.refused';
}
