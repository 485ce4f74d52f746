import { InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sales } from '../../../api/sales';
import { accepted } from '../../../lib/accepted';
import type { Snapshot } from '../../../room/snapshot';
import { ConfirmAction } from '../../../ui/confirm-action';
import { MomentInput } from '../../../ui/moment-input';

export interface ActProps {
  snapshot: Snapshot;
  onDone: () => void;
}

/** Pause, resume, extend, reschedule: what moves the clock, the same for everybody. */
export function TimeActs(props: ActProps) {
  const { state } = props.snapshot;
  return (
    <div className="acts">
      {state === 'open' && <Pause {...props} />}
      {state === 'paused' && <Resume {...props} />}
      {(state === 'open' || state === 'paused') && <Extend {...props} />}
      {state !== 'open' && <Reschedule {...props} />}
    </div>
  );
}

function Pause({ snapshot, onDone }: ActProps) {
  const { t } = useTranslation();
  return (
    <ConfirmAction
      label={t('operate.pause')}
      title={t('operate.pauseTitle')}
      reasonLabel={t('operate.reason')}
      button={{ type: 'primary' }}
      run={(reason, commandId) => sales.pause(snapshot.auctionId, { commandId, reason }).then(accepted)}
      onDone={onDone}
    >
      <p>{t('operate.pauseText')}</p>
    </ConfirmAction>
  );
}

function Resume({ snapshot, onDone }: ActProps) {
  const { t } = useTranslation();
  return (
    <ConfirmAction
      label={t('operate.resume')}
      title={t('operate.resumeTitle')}
      reasonLabel={t('operate.reason')}
      button={{ type: 'primary' }}
      run={(reason, commandId) => sales.resume(snapshot.auctionId, { commandId, reason }).then(accepted)}
      onDone={onDone}
    >
      <p>{t('operate.resumeText')}</p>
    </ConfirmAction>
  );
}

function Extend({ snapshot, onDone }: ActProps) {
  const { t } = useTranslation();
  const [minutes, setMinutes] = useState(5);
  const run = (reason: string, commandId: string) =>
    sales.extend(snapshot.auctionId, { commandId, reason, extendMs: minutes * 60_000 }).then(accepted);
  return (
    <ConfirmAction
      label={t('operate.extend')}
      title={t('operate.extendTitle')}
      reasonLabel={t('operate.reason')}
      run={run}
      onDone={onDone}
    >
      <p>{t('operate.extendText')}</p>
      <label className="field">
        <span>{t('operate.minutes')}</span>
        <InputNumber min={1} max={1440} precision={0} value={minutes} onChange={(value) => setMinutes(value ?? 1)} />
      </label>
    </ConfirmAction>
  );
}

const QUARTER_MS = 15 * 60_000;

/** What rescheduling means in each state: the opening, when a paused sale goes on by itself, a longer window to match. */
const MEANS: Partial<Record<Snapshot['state'], string>> = {
  announced: 'reschedule',
  paused: 'resumeLater',
  ended: 'longerWindow',
};

function Reschedule({ snapshot, onDone }: ActProps) {
  const { t } = useTranslation();
  const act = MEANS[snapshot.state] ?? 'reschedule';
  const [toMs, setToMs] = useState<number | null>(null);
  // The first proposal is a round quarter of an hour after what stands now; what the operator types is theirs.
  const knownMs = act === 'reschedule' ? snapshot.opensAtMs : (snapshot.awaitsUntilMs ?? 0);
  const soonMs = Math.max(Date.now(), knownMs) + QUARTER_MS;
  const proposed = toMs ?? Math.ceil(soonMs / QUARTER_MS) * QUARTER_MS;
  const run = (reason: string, commandId: string) => {
    // What was sent is sent again, however late it has become meanwhile.
    setToMs(proposed);
    return sales.reschedule(snapshot.auctionId, { commandId, reason, toMs: proposed }).then(accepted);
  };
  return (
    <ConfirmAction
      label={t(`operate.${act}`)}
      title={t(`operate.${act}Title`)}
      reasonLabel={t('operate.reason')}
      run={run}
      onDone={() => {
        setToMs(null);
        onDone();
      }}
    >
      <p>{t(`operate.${act}Text`)}</p>
      <label className="field">
        <span>{t('operate.toMs')}</span>
        <MomentInput value={proposed} onChange={setToMs} />
      </label>
    </ConfirmAction>
  );
}
