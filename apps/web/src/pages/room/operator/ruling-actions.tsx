import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SaleObjection, sales } from '../../../api/sales';
import { accepted } from '../../../lib/accepted';
import type { Room } from '../../../room/book';
import { ConfirmAction } from '../../../ui/confirm-action';

interface RulingActionsProps {
  room: Room;
  objection: SaleObjection;
  /** After an appeal: another person must rule, finally. */
  again: boolean;
}

/** The exchange rules on an objection, with a reason that everybody reads. */
export function RulingActions({ room, objection, again }: RulingActionsProps) {
  const { t } = useTranslation();
  const [annul, setAnnul] = useState(false);
  const { auctionId, state } = room.snapshot;
  const rule = (upheld: boolean) => (reason: string, commandId: string) => {
    const body = { commandId, reason, upheld, annul: upheld && annul };
    return sales.rule(auctionId, objection.seq, body).then(accepted);
  };
  return (
    <div className="row">
      <ConfirmAction
        label={t('dispute.refuse')}
        title={t('dispute.refuseTitle')}
        reasonLabel={t('operate.reason')}
        reasonMax={2_000}
        run={rule(false)}
      >
        <p>{t('dispute.refuseText')}</p>
        {again && <p>{t('dispute.againText')}</p>}
      </ConfirmAction>
      <ConfirmAction
        label={t('dispute.uphold')}
        title={t('dispute.upholdTitle')}
        reasonLabel={t('operate.reason')}
        reasonMax={2_000}
        danger
        run={rule(true)}
      >
        <p>{t('dispute.upholdText')}</p>
        {again && <p>{t('dispute.againText')}</p>}
        {state === 'closed' && (
          <Checkbox checked={annul} onChange={(event) => setAnnul(event.target.checked)}>
            {t('dispute.annul')}
          </Checkbox>
        )}
      </ConfirmAction>
      {again && <span className="small muted">{t('dispute.again')}</span>}
    </div>
  );
}
