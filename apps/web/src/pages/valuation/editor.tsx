import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sensitivity, valuate, type ValuationInputs, type ValuationMethod } from '@jishi/pricing';
import { App, Button, Input, Segmented } from 'antd';
import { useDeferredValue, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { toProblem } from '../../api/http';
import type { Achievement } from '../../api/listings';
import { type FrozenDeal, type Worksheet, valuations } from '../../api/valuations';
import { writeExchangeTime } from '../../lib/time';
import { ProblemAlert } from '../../ui/problem-alert';
import { CostForm } from './cost-form';
import { EditingProvider, type Unit } from './fields';
import { DcfForm, RoyaltyForm } from './income-forms';
import { MarketForm } from './market-form';
import { Outcome } from './outcome';
import { SensitivityCharts } from './sensitivity-charts';
import { startingInputs } from './starting-inputs';
import { TraceTable } from './trace-table';
import { useLineLabel } from './use-line-label';

interface EditorProps {
  achievement: Achievement;
  method: ValuationMethod;
  /** The version that is to be replaced. */
  old: Worksheet | null;
}

/** Figures on one side, what they come to on the other: computed here by the rules the server computes by. */
export function Editor({ achievement, method, old }: EditorProps) {
  const { t } = useTranslation();
  const today = writeExchangeTime(Date.now()).slice(0, 10);
  const [inputs, setInputs] = useState<ValuationInputs>(
    () => old?.inputs ?? startingInputs(method, achievement, today),
  );
  const [unit, setUnit] = useState<Unit>('wan');
  const [known, setKnown] = useState(() => new Map((old?.comparables ?? []).map((deal) => [deal.dealId, deal])));
  // Typing goes first; charts follow when there is time.
  const settled = useDeferredValue(inputs);
  const found = useMemo(() => valuate(settled), [settled]);
  const moved = useMemo(() => (found.ok ? sensitivity(settled) : null), [found, settled]);
  const labelOf = useLineLabel(settled);
  const save = useSave(achievement.id, inputs, old);
  const editing = useMemo(() => ({ unit, problems: found.ok ? [] : found.problems }), [unit, found]);
  return (
    <EditingProvider value={editing}>
      <div className="editor-grid">
        <section className="panel" aria-label={t('valuation.figures')}>
          <div className="row spread">
            <h2>{t(`valuation.method.${method}`)}</h2>
            <Segmented<Unit>
              aria-label={t('valuation.unitLabel')}
              value={unit}
              onChange={setUnit}
              options={(['yuan', 'wan'] as const).map((value) => ({ value, label: t(`valuation.unit.${value}`) }))}
            />
          </div>
          <Figures
            inputs={inputs}
            onChange={setInputs}
            achievementId={achievement.id}
            known={known}
            onKnown={(deal) => setKnown(new Map(known).set(deal.dealId, deal))}
          />
        </section>
        <aside className="panel editor-side" aria-live="polite">
          {found.ok ? (
            <Outcome valuation={found.valuation} />
          ) : (
            <p className="fault">{t('valuation.unfinished', { count: found.problems.length })}</p>
          )}
          <Save save={save} ready={found.ok} />
        </aside>
      </div>
      {found.ok && moved && (
        <div className="stack" style={{ marginTop: 20 }}>
          <SensitivityCharts sensitivity={moved} valueMinor={found.valuation.valueMinor} />
          <section className="panel">
            <h2>{t('valuation.trace')}</h2>
            <TraceTable valuation={found.valuation} labelOf={labelOf} />
          </section>
        </div>
      )}
    </EditingProvider>
  );
}

interface FiguresProps {
  inputs: ValuationInputs;
  onChange: (inputs: ValuationInputs) => void;
  achievementId: string;
  known: Map<string, FrozenDeal>;
  onKnown: (deal: FrozenDeal) => void;
}

function Figures({ inputs, onChange, ...deals }: FiguresProps) {
  switch (inputs.method) {
    case 'cost':
      return <CostForm inputs={inputs} onChange={onChange} />;
    case 'market':
      return <MarketForm inputs={inputs} onChange={onChange} {...deals} />;
    case 'royalty':
      return <RoyaltyForm inputs={inputs} onChange={onChange} />;
    case 'dcf':
      return <DcfForm inputs={inputs} onChange={onChange} />;
  }
}

function useSave(achievementId: string, inputs: ValuationInputs, old: Worksheet | null) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (note: string) =>
      valuations.make({ achievementId, inputs, note, ...(old ? { replacesId: old.id } : {}) }),
    onSuccess: async (saved) => {
      void message.success(t('valuation.saved'));
      await client.invalidateQueries({ queryKey: ['/valuations'] });
      void navigate(`/desk/valuations/${saved.id}`);
    },
  });
}

function Save({ save, ready }: { save: ReturnType<typeof useSave>; ready: boolean }) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const id = useId();
  const stale = save.error && toProblem(save.error).code === 'valuation.replaced_already';
  return (
    <div className="value-field editor-save">
      <label htmlFor={id}>{t('valuation.note')}</label>
      <Input.TextArea
        id={id}
        rows={3}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <ProblemAlert error={save.error} />
      {stale && <p className="small">{t('valuation.staleHint')}</p>}
      <Button
        type="primary"
        size="large"
        block
        disabled={!ready}
        loading={save.isPending}
        onClick={() => save.mutate(note.trim())}
      >
        {t('valuation.save')}
      </Button>
      <p className="small muted">{t('valuation.saveHint')}</p>
    </div>
  );
}
