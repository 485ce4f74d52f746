import { InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Ack, auctions } from '../../api/auctions';
import { ApiError } from '../../api/http';
import { newCommandId } from '../../lib/command-id';
import type { Snapshot } from '../../room/book';
import { ConfirmAction } from '../../ui/confirm-action';

/** Pause, resume, extend: each asks, wants a reason, and goes on the record of the book. */
export function OperatorPanel({ snapshot, onDone }: { snapshot: Snapshot; onDone: () => void }) {
  const { t } = useTranslation();
  const [minutes, setMinutes] = useState(5);
  const id = snapshot.auctionId;
  const paused = snapshot.state === 'paused';
  return (
    <section className="panel" aria-labelledby="operator-title">
      <h2 id="operator-title">{t('operate.title')}</h2>
      <p className="small muted">{t('operate.hint')}</p>
      <div className="row" style={{ marginTop: 12 }}>
        {!paused && (
          <ConfirmAction
            label={t('operate.pause')}
            title={t('operate.pauseTitle')}
            reasonLabel={t('operate.reason')}
            danger
            run={(reason) => auctions.pause(id, newCommandId(), reason).then(accepted)}
            onDone={onDone}
          >
            <p>{t('operate.pauseText')}</p>
          </ConfirmAction>
        )}
        {paused && (
          <ConfirmAction
            label={t('operate.resume')}
            title={t('operate.resumeTitle')}
            reasonLabel={t('operate.reason')}
            button={{ type: 'primary' }}
            run={(reason) => auctions.resume(id, newCommandId(), reason).then(accepted)}
            onDone={onDone}
          >
            <p>{t('operate.resumeText')}</p>
          </ConfirmAction>
        )}
        <ConfirmAction
          label={t('operate.extend')}
          title={t('operate.extendTitle')}
          reasonLabel={t('operate.reason')}
          run={(reason) => auctions.extend(id, newCommandId(), reason, minutes * 60_000).then(accepted)}
          onDone={onDone}
        >
          <p>{t('operate.extendText')}</p>
          <label className="row">
            {t('operate.minutes')}
            <InputNumber
              min={1}
              max={1440}
              precision={0}
              value={minutes}
              onChange={(value) => setMinutes(value ?? 1)}
            />
          </label>
        </ConfirmAction>
      </div>
    </section>
  );
}

/** A refused command comes back as an answer, not as an error; the dialog should stay open and say why. */
function accepted(ack: Ack): Ack {
  if (ack.accepted) return ack;
  throw new ApiError({ title: ack.message ?? ack.code, status: 409, code: ack.code });
}
