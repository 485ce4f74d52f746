import { useTranslation } from 'react-i18next';
import { sales } from '../../../api/sales';
import { accepted } from '../../../lib/accepted';
import { ButtonLink } from '../../../ui/button-link';
import { ConfirmAction } from '../../../ui/confirm-action';
import { spanText } from '../../../lib/span';
import type { ActProps } from './time-acts';

/** Terminate; open sealed bids; after the award, record that the winner did not perform. */
export function EndActs({ snapshot, onDone, reveal }: ActProps & { reveal: boolean }) {
  const { t } = useTranslation();
  const id = snapshot.auctionId;
  if (snapshot.state === 'closed') {
    return (
      <div className="acts">
        <ButtonLink to={`/desk/defaults/propose/${id}`}>{t('operate.default')}</ButtonLink>
        <p className="muted">{t('operate.defaultText', { span: spanText(t, snapshot.rules.barMs ?? 0) })}</p>
      </div>
    );
  }
  return (
    <div className="acts">
      {snapshot.mode === 'sealed' && (
        <ButtonLink to={`/auctions/${id}/ceremony`} type={reveal ? 'primary' : 'default'}>
          {t(reveal ? 'operate.reveal' : 'operate.ceremony')}
        </ButtonLink>
      )}
      <ConfirmAction
        label={t('operate.terminate')}
        title={t('operate.terminateTitle')}
        reasonLabel={t('operate.reason')}
        danger
        run={(reason, commandId) => sales.terminate(id, { commandId, reason }).then(accepted)}
        onDone={onDone}
      >
        <p>{t('operate.terminateText')}</p>
        <p>
          <b>{t('operate.terminateFinal')}</b>
        </p>
      </ConfirmAction>
    </div>
  );
}
