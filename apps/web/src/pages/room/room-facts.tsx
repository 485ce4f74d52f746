import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../../room/book';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';

export function RoomFacts({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation();
  const seconds = Math.round(snapshot.timerMs / 1000);
  return (
    <section className="panel" aria-labelledby="facts-title">
      <h2 id="facts-title">{t('room.facts')}</h2>
      <Facts
        items={[
          [t('room.mode'), t(`mode.${snapshot.mode}`, { defaultValue: snapshot.mode })],
          [t('room.startPrice'), <Money key="start" amount={snapshot.startPriceMinor} />],
          [t('room.increment'), <Money key="step" amount={snapshot.incrementMinor} />],
          [t('room.freeEnds'), <Moment key="free" at={snapshot.freeEndsAtMs} />],
          [t('room.timer'), t('room.seconds', { count: seconds })],
          [t('room.originalEnd'), <Moment key="original" at={snapshot.originalEndsAtMs} />],
        ]}
      />
      <p className="small muted" style={{ marginTop: 14 }}>
        {t('room.bookHint')}
      </p>
    </section>
  );
}
