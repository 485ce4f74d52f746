import { useTranslation } from 'react-i18next';
import type { Room } from '../../../room/book';
import { EndActs } from './end-acts';
import { TimeActs } from './time-acts';
import { VoidAct } from './void-act';

/** What the one who runs the sale may do at this moment; each act asks, wants a reason, and is published in the book. */
export function OperatorDesk({ room, onDone }: { room: Room; onDone: () => void }) {
  const { t } = useTranslation();
  const { snapshot } = room;
  const { state, result, awaits } = snapshot;
  if (state === 'closed' && result !== 'awarded') return null;
  const live = state === 'open' || state === 'paused';
  return (
    <section className="panel operator" aria-labelledby="operator-title" data-testid="operator">
      <h2 id="operator-title">{t('operate.title')}</h2>
      <p className="small muted">{t('operate.hint')}</p>
      {(live || state === 'announced' || awaits === 'firstRefusal') && (
        <div className="act-group">
          <h3>{t('operate.group.time')}</h3>
          <TimeActs snapshot={snapshot} onDone={onDone} />
        </div>
      )}
      {live && (
        <div className="act-group">
          <h3>{t('operate.group.bids')}</h3>
          <VoidAct room={room} onDone={onDone} />
        </div>
      )}
      <div className="act-group">
        <h3>{t(state === 'closed' ? 'operate.group.after' : 'operate.group.end')}</h3>
        <EndActs snapshot={snapshot} onDone={onDone} reveal={awaits === 'reveal'} />
      </div>
    </section>
  );
}
