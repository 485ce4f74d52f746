import { VALUATION_METHODS } from '@jishi/pricing';
import { Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type WorksheetItem, valuations } from '../../api/valuations';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ButtonLink } from '../../ui/button-link';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';

export function Component() {
  return (
    <Guard permission="valuation.read">
      <Valuations />
    </Guard>
  );
}

function Valuations() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { values, set } = useFilters(['method', 'all', 'achievementId'] as const);
  const { all, ...filters } = values;
  const create = can('valuation.make') && (
    <ButtonLink to="/desk/valuations/new" type="primary">
      {t('valuation.new')}
    </ButtonLink>
  );
  return (
    <>
      <PageHead title={t('valuation.title')} intro={t('valuation.intro')} actions={create} />
      <DataList<WorksheetItem>
        route="/valuations"
        query={{ ...filters, ...(all ? {} : { newest: 1 }) }}
        fetchPage={valuations.list}
        rowKey={({ id }) => id}
        caption={t('valuation.title')}
        empty={<Empty title={t('valuation.none')} hint={t('valuation.noneHint')} action={create} />}
        toolbar={
          <div className="filters">
            <Select
              allowClear
              className="filter"
              aria-label={t('valuation.methodTitle')}
              placeholder={t('valuation.allMethods')}
              value={values.method ?? null}
              onChange={(value) => set('method', value)}
              options={VALUATION_METHODS.map((value) => ({ value, label: t(`valuation.method.${value}`) }))}
            />
            <label className="row">
              <Switch checked={Boolean(all)} onChange={(on) => set('all', on ? '1' : null)} />{' '}
              {t('valuation.allVersions')}
            </label>
          </div>
        }
        columns={[
          {
            title: t('valuation.subject'),
            lead: true,
            render: (item) => (
              <>
                <Link className="cell-title" to={`/desk/valuations/${item.id}`}>
                  {item.achievementTitle}
                </Link>
                <span className="cell-sub">{item.note}</span>
              </>
            ),
          },
          {
            title: t('valuation.methodTitle'),
            render: (item) => (
              <>
                {t(`valuation.method.${item.method}`)}
                <span className="cell-sub">{t('valuation.version', { version: item.version })}</span>
              </>
            ),
          },
          {
            title: t('valuation.value'),
            end: true,
            render: (item) =>
              item.consistent ? (
                <>
                  <b>
                    <Money amount={item.valueMinor} short />
                  </b>
                  <span className="cell-sub">
                    <Money amount={item.lowMinor} short /> – <Money amount={item.highMinor} short />
                  </span>
                </>
              ) : (
                <span className="tag bad">{t('valuation.differs')}</span>
              ),
          },
          {
            title: t('valuation.madeBy'),
            render: (item) => (
              <>
                {item.madeByName}
                <span className="cell-sub">
                  {item.organisationName} · <Moment at={item.madeAt} day />
                </span>
              </>
            ),
          },
        ]}
      />
    </>
  );
}
