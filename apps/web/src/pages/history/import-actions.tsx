import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { history, type HistoryImport } from '../../api/history';
import { ConfirmAction } from '../../ui/confirm-action';

/** The word that makes history of it, or gives it up. */
export function ImportActions({ item }: { item: HistoryImport }) {
  const { t } = useTranslation();
  const [allOrNothing, setAllOrNothing] = useState(false);
  const { ok, error } = item.counts;
  return (
    <div className="row">
      <ConfirmAction
        label={t('moving.commit')}
        title={t('moving.commitTitle', { count: ok })}
        confirmLabel={t('moving.commit').replace('…', '')}
        button={{ type: 'primary', disabled: !item.mappingComplete || ok === 0 }}
        done={t('moving.committed')}
        run={() => history.commit(item.id, allOrNothing)}
      >
        <p>{t('moving.commitText')}</p>
        {error > 0 && <p className="fault">{t('moving.commitErrors', { count: error })}</p>}
        <Checkbox checked={allOrNothing} onChange={(event) => setAllOrNothing(event.target.checked)}>
          {t('moving.allOrNothing')}
        </Checkbox>
      </ConfirmAction>
      <ConfirmAction
        label={t('moving.discard')}
        title={t('moving.discardTitle')}
        confirmLabel={t('moving.discard').replace('…', '')}
        danger
        done={t('moving.discarded')}
        run={() => history.discard(item.id)}
      >
        <p>{t('moving.discardText')}</p>
      </ConfirmAction>
    </div>
  );
}
