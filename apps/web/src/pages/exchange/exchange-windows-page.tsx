import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { windows, type WindowView } from '../../api/windows';
import { Guard } from '../../auth/guard';
import { regionName } from '../../lib/regions';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { HoursText } from '../windows/hours-text';
import { OpenNow } from '../windows/windows-page';
import { WindowForm } from './window-form';
import { WindowRecord } from './window-record';

export function Component() {
  return (
    <Guard permission="window.manage">
      <ExchangeWindows />
    </Guard>
  );
}

/** An exchange opens, changes, suspends and closes its own windows. */
function ExchangeWindows() {
  const { t, i18n } = useTranslation();
  const { values, set } = useFilters(['closed'] as const);
  return (
    <>
      <PageHead title={t('windows.desk.title')} intro={t('windows.desk.intro')} actions={<WindowForm />} />
      <DataList<WindowView>
        route="/exchange/windows"
        query={values}
        fetchPage={windows.ofExchange}
        rowKey={(window) => window.id}
        caption={t('windows.desk.title')}
        empty={<Empty title={t('windows.none')} hint={t('windows.desk.noneHint')} />}
        toolbar={
          <Checkbox checked={values.closed === '1'} onChange={(e) => set('closed', e.target.checked ? '1' : null)}>
            {t('windows.desk.closedToo')}
          </Checkbox>
        }
        columns={[
          {
            title: t('windows.window'),
            lead: true,
            render: (window) => (
              <>
                <b>{window.name}</b>
                <span className="cell-sub">
                  {[t(`windows.kind.${window.kind}`), regionName(window.regionCode, i18n.language), window.phone]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </>
            ),
          },
          { title: t('windows.now'), render: (window) => <OpenNow window={window} /> },
          { title: t('windows.hours'), render: (window) => <HoursText hours={window.hours} /> },
          { title: '', end: true, render: (window) => <Acts window={window} /> },
        ]}
      />
    </>
  );
}

function Acts({ window }: { window: WindowView }) {
  const { t } = useTranslation();
  const button = { size: 'small' } as const;
  const { id, name, state } = window;
  return (
    <span className="row row-acts">
      <WindowRecord window={window} />
      {state !== 'closed' && <WindowForm window={window} />}
      {state === 'open' && (
        <ConfirmAction
          label={t('windows.desk.suspend')}
          title={t('windows.desk.suspend')}
          reasonLabel={t('common.reason')}
          button={button}
          danger
          run={(reason) => windows.suspend(id, reason)}
        >
          <p>{t('windows.desk.suspendText', { name })}</p>
        </ConfirmAction>
      )}
      {state === 'suspended' && (
        <ConfirmAction
          label={t('windows.desk.resume')}
          title={t('windows.desk.resume')}
          button={button}
          run={() => windows.resume(id)}
        >
          <p>{t('windows.desk.resumeText', { name })}</p>
        </ConfirmAction>
      )}
      {state !== 'closed' && (
        <ConfirmAction
          label={t('windows.desk.close')}
          title={t('windows.desk.close')}
          reasonLabel={t('common.reason')}
          button={button}
          danger
          run={(reason) => windows.close(id, reason)}
        >
          <p>{t('windows.desk.closeText', { name })}</p>
        </ConfirmAction>
      )}
    </span>
  );
}
