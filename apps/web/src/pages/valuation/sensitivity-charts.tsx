import type { Sensitivity } from '@jishi/pricing';
import { useTranslation } from 'react-i18next';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatYuan, shortYuan } from '../../lib/money';
import { palette } from '../../theme';
import { SensitivityGrid } from './sensitivity-grid';

const COLOURS = [palette.vermilion, palette.jade, palette.amber, palette.ink, '#5b6fae'];
const signed = (ppm: number): string => `${ppm > 0 ? '+' : ppm < 0 ? '−' : ''}${Math.abs(ppm) / 10_000}%`;

interface ChartsProps {
  sensitivity: Sensitivity;
  valueMinor: number;
}

/** How the value moves when an input is wrong: each alone, and the two weightiest together. */
export function SensitivityCharts({ sensitivity, valueMinor }: ChartsProps) {
  const { t } = useTranslation();
  if (sensitivity.tornado.length === 0) return null;
  const moving = new Set(sensitivity.tornado.map(({ driver }) => driver));
  const both = moving.has(sensitivity.grid.rows) && moving.has(sensitivity.grid.columns);
  return (
    <section className="panel" aria-label={t('valuation.sensitivity')}>
      <h2>{t('valuation.sensitivity')}</h2>
      <p className="small muted">{t('valuation.sensitivityIntro')}</p>
      <div className="charts">
        <figure>
          <figcaption>{t('valuation.tornado')}</figcaption>
          <Tornado sensitivity={sensitivity} valueMinor={valueMinor} />
        </figure>
        <figure>
          <figcaption>{t('valuation.curves')}</figcaption>
          <Curves sensitivity={sensitivity} />
        </figure>
      </div>
      {both && <SensitivityGrid sensitivity={sensitivity} />}
    </section>
  );
}

function Tornado({ sensitivity, valueMinor }: ChartsProps) {
  const { t, i18n } = useTranslation();
  const short = (value: number) => shortYuan(value, i18n.language);
  const between = (value: number | null | undefined) => {
    const end = value ?? valueMinor;
    return [Math.min(end, valueMinor), Math.max(end, valueMinor)];
  };
  const data = sensitivity.tornado.map(({ driver, values }) => ({
    driver: t(`valuation.driver.${driver}`),
    less: between(values[0]),
    more: between(values.at(-1)),
  }));
  const show = (range: unknown) =>
    Array.isArray(range) ? range.map((end) => formatYuan(Number(end), false)).join(' – ') : '';
  return (
    <ResponsiveContainer width="100%" height={70 + data.length * 46}>
      <BarChart data={data} layout="vertical" barGap={-18} margin={{ left: 4, right: 20 }}>
        <CartesianGrid horizontal={false} stroke={palette.line} />
        <XAxis type="number" domain={['auto', 'auto']} tickFormatter={short} fontSize={12} tickCount={4} />
        <YAxis type="category" dataKey="driver" width={92} fontSize={13} />
        <Tooltip formatter={show} />
        <Legend />
        <ReferenceLine x={valueMinor} stroke={palette.ink} />
        <Bar dataKey="less" name="−30%" barSize={18} fill={palette.amber} isAnimationActive={false} />
        <Bar dataKey="more" name="+30%" barSize={18} fill={palette.jade} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}

function Curves({ sensitivity }: { sensitivity: Sensitivity }) {
  const { t, i18n } = useTranslation();
  const { tornado, deltasPpm } = sensitivity;
  const data = deltasPpm.map((delta, i) => ({
    delta: signed(delta),
    ...Object.fromEntries(tornado.map(({ driver, values }) => [driver, values[i] ?? null])),
  }));
  return (
    <ResponsiveContainer width="100%" height={70 + Math.max(4, tornado.length) * 46}>
      <LineChart data={data} margin={{ left: 4, right: 20 }}>
        <CartesianGrid stroke={palette.line} />
        <XAxis dataKey="delta" fontSize={12} />
        <YAxis
          domain={['auto', 'auto']}
          tickFormatter={(value: number) => shortYuan(value, i18n.language)}
          fontSize={12}
          width={84}
        />
        <Tooltip formatter={(value) => formatYuan(Number(value), false)} />
        <Legend />
        {tornado.map(({ driver }, i) => (
          <Line
            key={driver}
            dataKey={driver}
            name={t(`valuation.driver.${driver}`)}
            stroke={COLOURS[i % COLOURS.length] ?? palette.ink}
            strokeWidth={2}
            // Two inputs may move the value alike: where lines lie on each other both can be seen.
            {...(i % 2 === 1 ? { strokeDasharray: '6 4' } : {})}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
