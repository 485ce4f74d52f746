import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListingView } from '../../api/listings';
import { type ListingRight, rights } from '../../api/relations';
import { ConfirmAction } from '../../ui/confirm-action';
import { Moment } from '../../ui/moment';
import { StateTag } from '../../ui/state-tag';
import { RightForm } from './right-form';

const BEFORE_NOTICE = ['draft', 'intake', 'review'];

/** For seller and exchange: who may match the price, who was told, and for whom the notice still waits. */
export function RightsPanel({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const found = useQuery({
    queryKey: ['/first-refusals', listing.id],
    queryFn: () => rights.ofListing(listing.id),
    retry: false,
  }).data?.items;
  const editable = BEFORE_NOTICE.includes(listing.state);
  if (!found || listing.form !== 'transfer' || (!editable && found.length === 0)) return null;
  const untold = found.filter((right) => right.state === 'registered');
  return (
    <section className="panel" aria-labelledby="rights-title">
      <h2 id="rights-title">{t('rights.ofListing')}</h2>
      {found.length === 0 && <p className="muted">{t('rights.noHolder')}</p>}
      <ul className="right-holders">
        {found.map((right) => (
          <Holder key={right.id} right={right} editable={editable} />
        ))}
      </ul>
      {editable && (
        <div className="row" style={{ marginTop: 10 }}>
          <Button onClick={() => setAdding(true)}>{t('rights.register')}</Button>
          {untold.length > 0 && (
            <ConfirmAction
              label={t('rights.notify')}
              title={t('rights.notify')}
              button={{ type: 'primary' }}
              run={() => rights.notify(listing.id)}
            >
              <p>{t('rights.notifyText')}</p>
              <ul>
                {untold.map((right) => (
                  <li key={right.id}>{right.organisationName}</li>
                ))}
              </ul>
            </ConfirmAction>
          )}
        </div>
      )}
      <RightForm open={adding} listing={listing} onClose={() => setAdding(false)} />
    </section>
  );
}

function Holder({ right, editable }: { right: ListingRight; editable: boolean }) {
  const { t } = useTranslation();
  return (
    <li>
      <b>{right.organisationName}</b> <StateTag domain="right" state={right.state} />
      <span className="cell-sub">
        {t('applications.rightOf', { rank: right.rank, ground: t(`ground.${right.ground}`) })}
      </span>
      {right.notifiedAt && (
        <span className="cell-sub">
          {t('rights.notifiedAt')} <Moment at={right.notifiedAt} />
        </span>
      )}
      {right.pending && right.readyAt && (
        <span className="cell-sub overdue">
          {t('rights.waitsUntil')} <Moment at={right.readyAt} />
        </span>
      )}
      {right.removalReason && <span className="cell-sub">{right.removalReason}</span>}
      {editable && right.state !== 'removed' && (
        <ConfirmAction
          label={t('rights.remove')}
          title={t('rights.remove')}
          reasonLabel={t('common.reason')}
          danger
          button={{ size: 'small', type: 'link' }}
          run={(reason) => rights.remove(right.id, reason)}
        >
          <p>{t('rights.removeText', { name: right.organisationName })}</p>
        </ConfirmAction>
      )}
    </li>
  );
}
