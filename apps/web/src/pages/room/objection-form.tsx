import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ObjectionSubject, sales } from '../../api/sales';
import { accepted } from '../../lib/accepted';
import type { Room } from '../../room/book';
import { ConfirmAction } from '../../ui/confirm-action';
import { BidChooser } from './bid-chooser';

const SUBJECTS: readonly ObjectionSubject[] = ['bid', 'qualification', 'result'];

/** A party objects: to what, to which line of the book, and why. It freezes award and money until it is ruled on. */
export function ObjectionForm({ room }: { room: Room }) {
  const { t } = useTranslation();
  const { snapshot } = room;
  const closed = snapshot.state === 'closed';
  // A sale may close while this is on the page: what was not chosen follows it.
  const [chosen, setChosen] = useState<ObjectionSubject | null>(null);
  const about = chosen ?? (closed ? 'result' : 'bid');
  const [target, setTarget] = useState<number | null>(null);
  const id = snapshot.auctionId;
  return (
    <ConfirmAction
      label={t('dispute.file')}
      title={t('dispute.file')}
      reasonLabel={t('dispute.grounds')}
      reasonMax={2_000}
      done={t('dispute.filed')}
      incomplete={about === 'bid' && target === null}
      run={(text, commandId) => sales.object(id, { commandId, about, target, text }).then(accepted)}
      onDone={() => {
        setChosen(null);
        setTarget(null);
      }}
    >
      <p>{t('dispute.fileText')}</p>
      <label className="field">
        <span>{t('dispute.subject')}</span>
        <Select<ObjectionSubject>
          value={about}
          onChange={setChosen}
          options={SUBJECTS.filter((one) => one !== 'result' || closed).map((value) => ({
            value,
            label: t(`dispute.about.${value}`),
          }))}
        />
      </label>
      <BidChooser
        label={t(about === 'bid' ? 'dispute.bidLine' : 'dispute.line')}
        lines={snapshot.bids}
        bids={snapshot.bids}
        latest={snapshot.seq}
        numberHint={t('dispute.numberHint')}
        value={target}
        onChange={setTarget}
      />
    </ConfirmAction>
  );
}
