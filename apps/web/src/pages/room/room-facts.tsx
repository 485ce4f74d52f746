import { useTranslation } from 'react-i18next';
import { spanText } from '../../lib/span';
import type { Snapshot } from '../../room/snapshot';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';

export function RoomFacts({ snapshot, reserveMinor }: { snapshot: Snapshot; reserveMinor: number | null }) {
  const { t } = useTranslation();
  const { mode, rules, firstRefusal } = snapshot;
  const sealed = mode === 'sealed';
  return (
    <section className="panel" aria-labelledby="facts-title">
      <h2 id="facts-title">{t('room.facts')}</h2>
      <p className="explain">{t(`room.about.${mode}`, { defaultValue: t('room.about.other') })}</p>
      <Facts
        items={[
          [t('room.mode'), t(`mode.${mode}`, { defaultValue: t('mode.other') })],
          sealed && [t('room.sealedPrice'), t(`room.pays.${rules.sealedPrice ?? 'first'}`)],
          [t('room.startPrice'), <Money key="start" amount={snapshot.startPriceMinor} />],
          !sealed && [t('room.increment'), <Money key="step" amount={snapshot.incrementMinor} />],
          !sealed && [
            t(mode === 'dynamic' ? 'room.noticeEnds' : 'room.freeEnds'),
            <Moment key="free" at={snapshot.freeEndsAtMs} />,
          ],
          !sealed &&
            snapshot.timerMs > 0 && [
              t('room.timer'),
              t(rules.extension ? 'room.timed' : 'room.timedOnly', { span: spanText(t, snapshot.timerMs) }),
            ],
          reserveMinor !== null && [t('room.reserveOpened'), <Money key="reserve" amount={reserveMinor} />],
          [t('room.originalEnd'), <Moment key="original" at={snapshot.originalEndsAtMs} />],
          firstRefusal.length > 0 && [
            t('room.holders'),
            <span key="holders" className="num wrap">
              {firstRefusal.join(' · ')}
            </span>,
          ],
          window(rules.firstRefusalWindowMs) && [t('room.rightWindow'), spanText(t, rules.firstRefusalWindowMs ?? 0)],
          window(rules.objectionWindowMs) && [t('room.objectionWindow'), spanText(t, rules.objectionWindowMs ?? 0)],
        ]}
      />
      <p className="small muted" style={{ marginTop: 14 }}>
        {t('room.bookHint')}
      </p>
    </section>
  );
}

const window = (ms: number | undefined): boolean => (ms ?? 0) > 0;
