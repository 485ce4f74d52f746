import { useQuery } from '@tanstack/react-query';
import { VALUATION_METHODS, type ValuationMethod } from '@jishi/pricing';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { listings } from '../../api/listings';
import { valuations } from '../../api/valuations';
import { Guard } from '../../auth/guard';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { AchievementSelect } from '../seller/achievement-select';
import { Editor } from './editor';

export function Component() {
  return (
    <Guard permission="valuation.make">
      <NewWorksheet />
    </Guard>
  );
}

const isMethod = (text: string | null): text is ValuationMethod => VALUATION_METHODS.includes(text as ValuationMethod);

/** First what is valued, then how, then the figures; or the next version of a worksheet, with all of these given. */
function NewWorksheet() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const from = search.get('from');
  const old = useQuery({
    queryKey: ['/valuations', from],
    queryFn: () => valuations.get(from ?? ''),
    enabled: from !== null,
    staleTime: Infinity,
  });
  const achievementId = old.data?.achievementId ?? search.get('achievement');
  const achievement = useQuery({
    queryKey: ['/achievements', achievementId],
    queryFn: () => listings.achievement(achievementId ?? ''),
    enabled: achievementId !== null,
    staleTime: Infinity,
  });
  const asked = search.get('method');
  const method = old.data?.method ?? (isMethod(asked) ? asked : null);
  const choose = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <PageHead title={t(from ? 'valuation.nextTitle' : 'valuation.newTitle')} intro={t('valuation.newIntro')} />
      <ProblemAlert error={old.error ?? achievement.error} />
      {!from && (
        <section className="panel">
          <h2>{t('valuation.subject')}</h2>
          <div className="value-field">
            <AchievementSelect
              {...(achievementId ? { value: achievementId } : {})}
              onChange={(id) => choose('achievement', id)}
            />
          </div>
        </section>
      )}
      {!from && achievementId && <Methods chosen={method} onChoose={(value) => choose('method', value)} />}
      {(from ? old.isPending : false) && <Loading />}
      {achievement.data && method && (
        <Editor
          key={`${achievement.data.id} ${method}`}
          achievement={achievement.data}
          method={method}
          old={old.data ?? null}
        />
      )}
      <p style={{ marginTop: 20 }}>
        <Link to="/desk/valuations">{t('valuation.back')}</Link>
      </p>
    </>
  );
}

/** The four ways, told to somebody who is no valuer. */
function Methods({
  chosen,
  onChoose,
}: {
  chosen: ValuationMethod | null;
  onChoose: (method: ValuationMethod) => void;
}) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <h2 id="method">{t('valuation.methodTitle')}</h2>
      <div className="methods" role="group" aria-labelledby="method">
        {VALUATION_METHODS.map((method) => (
          <button key={method} type="button" aria-pressed={method === chosen} onClick={() => onChoose(method)}>
            <b>{t(`valuation.method.${method}`)}</b>
            <span>{t(`valuation.methodAbout.${method}`)}</span>
            <span className="muted">{t(`valuation.methodWhen.${method}`)}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
