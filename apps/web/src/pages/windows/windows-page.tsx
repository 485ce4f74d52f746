import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { WINDOW_KINDS, windows, type WindowView } from '../../api/windows';
import { REGIONS, regionName } from '../../lib/regions';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { HoursText } from './hours-text';

/** Where there is a window, when it is open, and whom to call. */
export function Component() {
  const { t, i18n } = useTranslation();
  const { values, set } = useFilters(['region', 'kind'] as const);
  const choice = (name: 'region' | 'kind', options: { value: string; label: string }[]) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t(`windows.filter.${name}`)}
      placeholder={t(`windows.filter.${name}`)}
      style={{ width: 190 }}
      value={values[name] ?? null}
      onChange={(value) => set(name, value)}
      options={options}
    />
  );
  return (
    <div className="page">
      <PageHead title={t('windows.title')} intro={t('windows.intro')} />
      <DataList<WindowView>
        route="/windows"
        query={values}
        fetchPage={windows.list}
        rowKey={(window) => window.id}
        caption={t('windows.title')}
        refetchMs={60_000}
        empty={<Empty title={t('windows.none')} hint={t('windows.noneHint')} />}
        toolbar={
          <search className="filters" aria-label={t('windows.filter.label')}>
            {choice(
              'region',
              Object.keys(REGIONS).map((value) => ({ value, label: regionName(value, i18n.language) })),
            )}
            {choice(
              'kind',
              WINDOW_KINDS.map((value) => ({ value, label: t(`windows.kind.${value}`) })),
            )}
          </search>
        }
        columns={[
          {
            title: t('windows.window'),
            lead: true,
            render: (window) => (
              <>
                <b>{window.name}</b>
                <span className="cell-sub">{[t(`windows.kind.${window.kind}`), window.exchangeName].join(' · ')}</span>
              </>
            ),
          },
          { title: t('windows.region'), render: (window) => regionName(window.regionCode, i18n.language) },
          { title: t('windows.now'), render: (window) => <OpenNow window={window} /> },
          { title: t('windows.hours'), render: (window) => <HoursText hours={window.hours} /> },
          {
            title: t('windows.contact'),
            render: (window) => (
              <>
                {window.phone ? (
                  <a href={`tel:${window.phone}`} className="num">
                    {window.phone}
                  </a>
                ) : (
                  <span className="muted">—</span>
                )}
                {window.contactName && <span className="cell-sub">{window.contactName}</span>}
                {window.address && <span className="cell-sub">{window.address}</span>}
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

export function OpenNow({ window }: { window: WindowView }) {
  const { t } = useTranslation();
  if (window.state !== 'open') return <span className="tag bad">{t(`windows.state.${window.state}`)}</span>;
  if (window.openNow === null) return <span className="muted">—</span>;
  return (
    <>
      <span className={`tag ${window.openNow ? 'good' : ''}`}>
        {t(window.openNow ? 'windows.openNow' : 'windows.closedNow')}
      </span>
      {window.changesAt && (
        <span className="cell-sub">
          {t(window.openNow ? 'windows.until' : 'windows.opensAt')} <Moment at={window.changesAt} />
        </span>
      )}
    </>
  );
}
