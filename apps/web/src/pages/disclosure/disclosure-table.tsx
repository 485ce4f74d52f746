import { Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DECISION_FORMS, type DisclosureItem, disclosures, type Scope } from '../../api/disclosures';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { Due } from './due';

const STATES = [
  'draft',
  'disclosed',
  'in_review',
  'returned',
  'accepted',
  'proposed',
  'approving',
  'decided',
  'refused',
  'withdrawn',
];

/** Disclosures from one side: where each is, who has it, since when, and until when. */
export function DisclosureTable({ scope, scopes }: { scope: Scope; scopes?: Scope[] }) {
  const { t } = useTranslation();
  const { values, set } = useFilters(['state', 'form', 'overdue', 'q', 'scope'] as const);
  const chosen = scopes?.find((each) => each === values.scope) ?? scope;
  const { scope: _, ...filters } = values;
  return (
    <DataList<DisclosureItem>
      route="/disclosures"
      query={{ ...filters, scope: chosen }}
      fetchPage={disclosures.list}
      rowKey={(item) => item.id}
      caption={t('disclosure.list')}
      refetchMs={10_000}
      empty={<Empty title={t(`disclosure.none.${chosen}`)} hint={t(`disclosure.noneHint.${chosen}`)} />}
      toolbar={
        <>
          <Input.Search
            allowClear
            style={{ width: 220 }}
            aria-label={t('disclosure.search')}
            placeholder={t('disclosure.search')}
            defaultValue={values.q ?? ''}
            onSearch={(text) => set('q', text.trim())}
          />
          {scopes && (
            <Select
              aria-label={t('disclosure.scopeLabel')}
              style={{ width: 150 }}
              value={chosen}
              onChange={(value) => set('scope', value)}
              options={scopes.map((value) => ({ value, label: t(`disclosure.scope.${value}`) }))}
            />
          )}
          <Select
            allowClear
            aria-label={t('disclosure.stateLabel')}
            placeholder={t('disclosure.stateLabel')}
            style={{ width: 150 }}
            value={values.state ?? null}
            onChange={(value) => set('state', value)}
            options={STATES.map((value) => ({ value, label: t(`state.disclosure.${value}`) }))}
          />
          <Select
            allowClear
            aria-label={t('disclosure.formLabel')}
            placeholder={t('disclosure.formLabel')}
            style={{ width: 130 }}
            value={values.form ?? null}
            onChange={(value) => set('form', value)}
            options={DECISION_FORMS.map((value) => ({ value, label: t(`disclosure.form.${value}`) }))}
          />
          <Checkbox
            checked={values.overdue === '1'}
            onChange={({ target }) => set('overdue', target.checked ? '1' : '')}
          >
            {t('disclosure.onlyOverdue')}
          </Checkbox>
        </>
      }
      columns={[
        {
          title: t('disclosure.achievement'),
          lead: true,
          render: (item) => (
            <>
              <Link to={`/desk/disclosures/${item.id}`} className="cell-title">
                {item.title}
              </Link>
              <span className="cell-sub">
                <span className="num">{item.number}</span>
                {` · ${item.reporterName}`}
              </span>
            </>
          ),
        },
        {
          title: t('disclosure.stateLabel'),
          render: (item) => (
            <>
              <StateTag domain="disclosure" state={item.state} />
              <span className="cell-sub">
                {t('disclosure.since')} <Moment at={item.stateSince} day />
              </span>
            </>
          ),
        },
        { title: t('disclosure.turnLabel'), render: (item) => <Turn item={item} /> },
        { title: t('disclosure.due'), render: (item) => <Due item={item} /> },
        {
          title: t('disclosure.proposal'),
          render: (item) =>
            item.form && (
              <>
                {t(`disclosure.form.${item.form}`)}
                {item.priceMinor !== null && (
                  <span className="cell-sub">
                    <Money amount={item.priceMinor} />
                  </span>
                )}
              </>
            ),
        },
      ]}
    />
  );
}

function Turn({ item }: { item: DisclosureItem }) {
  const { t } = useTranslation();
  if (!item.turn) return <span className="muted">{t('disclosure.turn.nobody')}</span>;
  return (
    <>
      {item.step ? t(`disclosure.step.${item.step}`) : t(`disclosure.turn.${item.turn}`)}
      {item.turn === 'reporter' && <span className="cell-sub">{item.reporterName}</span>}
      {item.turn === 'office' && item.handlerName && <span className="cell-sub">{item.handlerName}</span>}
    </>
  );
}
