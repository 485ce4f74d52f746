import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ObjectionSubject, sales } from '../../api/sales';
import { accepted } from '../../lib/accepted';
import { formatYuan } from '../../lib/money';
import type { Room } from '../../room/book';
import { ConfirmAction } from '../../ui/confirm-action';

const SUBJECTS: readonly ObjectionSubject[] = ['bid', 'qualification', 'result'];

/** A party objects: to what, to which line of the book, and why. It freezes award and money until it is ruled on. */
export function ObjectionForm({ room }: { room: Room }) {
  const { t } = useTranslation();
  const { snapshot } = room;
  const closed = snapshot.state === 'closed';
  const [about, setAbout] = useState<ObjectionSubject>(closed ? 'result' : 'bid');
  const [target, setTarget] = useState<number | null>(null);
  const id = snapshot.auctionId;
  return (
    <ConfirmAction
      label={t('dispute.file')}
      title={t('dispute.file')}
      reasonLabel={t('dispute.grounds')}
      reasonMax={2_000}
      done={t('dispute.filed')}
      run={(text, commandId) => sales.object(id, { commandId, about, target, text }).then(accepted)}
      onDone={() => setTarget(null)}
    >
      <p>{t('dispute.fileText')}</p>
      <label className="field">
        <span>{t('dispute.subject')}</span>
        <Select<ObjectionSubject>
          value={about}
          onChange={setAbout}
          options={SUBJECTS.filter((one) => one !== 'result' || closed).map((value) => ({
            value,
            label: t(`dispute.about.${value}`),
          }))}
        />
      </label>
      <label className="field">
        <span>{t('dispute.line')}</span>
        <Select<number | null>
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('dispute.lineHint')}
          value={target}
          onChange={(value) => setTarget(value ?? null)}
          options={snapshot.bids.map(({ seq, bidder, amountMinor }) => ({
            value: seq,
            label: `#${seq} · ${bidder}${amountMinor === null ? '' : ` · ${formatYuan(amountMinor, false)}`}`,
          }))}
        />
      </label>
    </ConfirmAction>
  );
}
