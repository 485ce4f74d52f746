import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ContractMoney, contractMoney, type RoyaltyReport } from '../../api/contract-money';
import type { ContractView } from '../../api/contracts';
import { path } from '../../api/http';
import { useAuth } from '../../auth/actor';
import { parseYuan } from '../../lib/money';
import { showPpm } from '../../lib/ppm';
import { ConfirmAction } from '../../ui/confirm-action';
import { Money } from '../../ui/money';
import { MoneyInput } from '../../ui/money-input';
import { StateTag } from '../../ui/state-tag';
import { PaperChoice } from './paper-choice';

/** The buyer reports each period, the seller agrees or has the books opened; how a sum came about stands below it. */
export function RoyaltyPanel({ contract, money }: { contract: ContractView; money: ContractMoney }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const isBuyer = actor?.organisation.id === contract.transfereeId && can('payment.pay');
  const { nextReport: next } = money;
  return (
    <section className="panel" aria-labelledby="royalty-title">
      <div className="document-head" data-open>
        <h2 id="royalty-title">{t('royalty.title')}</h2>
        {isBuyer && next?.canFile && <File contract={contract} period={next} />}
      </div>
      {next && (
        <p className="muted">
          {t('royalty.next', { period: next.period, from: next.from, to: next.to })}
          {next.dueOn && ` ${t('royalty.reportBy', { day: next.dueOn })}`}
        </p>
      )}
      <ul className="stack" style={{ marginTop: 12 }}>
        {money.reports.map((report) => (
          <Report key={report.id} report={report} contract={contract} />
        ))}
      </ul>
    </section>
  );
}

/** A base in yuan, a text, papers: what a report and a finding both take. */
function useBase() {
  const [base, setBase] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  return { base, setBase, files, setFiles, baseMinor: parseYuan(base) };
}

function File({ contract, period }: { contract: ContractView; period: NonNullable<ContractMoney['nextReport']> }) {
  const { t } = useTranslation();
  const { base, setBase, files, setFiles, baseMinor } = useBase();
  const [note, setNote] = useState('');
  const send = async () => {
    const documents = await Promise.all(files.map((file) => contractMoney.upload(file)));
    return contractMoney.report(contract.id, {
      baseMinor: baseMinor ?? 0,
      note,
      documentIds: documents.map(({ id }) => id),
    });
  };
  return (
    <ConfirmAction
      label={t('royalty.file')}
      title={t('royalty.fileTitle', { period: period.period })}
      button={{ type: 'primary' }}
      incomplete={baseMinor === null}
      run={send}
    >
      <p>{t('royalty.fileText', { from: period.from, to: period.to })}</p>
      <div>
        <label htmlFor="royalty-base">{t(`terms.bases.${contract.terms.payment.royalty?.base}`)}</label>
        <MoneyInput id="royalty-base" value={base} onChange={setBase} />
      </div>
      <label>
        {t('royalty.note')}
        <Input.TextArea rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <PaperChoice files={files} onChange={setFiles} multiple />
    </ConfirmAction>
  );
}

function Report({ report, contract }: { report: RoyaltyReport; contract: ContractView }) {
  const { t } = useTranslation();
  return (
    <li>
      <div className="row">
        <StateTag domain="royalty" state={report.state} />
        <b>{t('royalty.period', { period: report.period })}</b>
        <span className="muted small num">
          {report.fromOn} – {report.toOn}
        </span>
      </div>
      <table className="trace royalty-trace">
        <caption className="sr-only">{t('royalty.trace')}</caption>
        <tbody>
          <tr>
            <td>{t('royalty.base')}</td>
            <td className="end">
              <Money amount={report.foundBaseMinor ?? report.baseMinor} />
            </td>
          </tr>
          {report.trace.map((line, i) => (
            <tr key={i}>
              <td>
                {t(`royalty.line.${line.kind}`)}{' '}
                {line.ppm !== null && (
                  <span className="num muted">
                    <Money amount={line.baseMinor} /> × {showPpm(line.ppm)}
                  </span>
                )}
              </td>
              <td className="end">
                <Money amount={line.amountMinor} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('royalty.amount')}</th>
            <td className="end">
              <b>
                <Money amount={report.amountMinor} />
              </b>
            </td>
          </tr>
        </tbody>
      </table>
      {report.note && <p className="small">{report.note}</p>}
      {report.answer && <p>{t('royalty.answer', { reason: report.answer })}</p>}
      {report.auditReason && <p>{t('royalty.auditAsked', { reason: report.auditReason })}</p>}
      {report.finding && <p>{t('royalty.found', { finding: report.finding })}</p>}
      <Papers ids={[...report.documentIds, ...(report.findingDocumentId ? [report.findingDocumentId] : [])]} />
      <Acts report={report} contract={contract} />
    </li>
  );
}

function Papers({ ids }: { ids: string[] }) {
  const { t } = useTranslation();
  return ids.map((id, i) => (
    <a key={id} href={path(`/attachments/${id}`)} style={{ marginRight: 12 }}>
      {t('royalty.paper', { number: i + 1 })}
    </a>
  ));
}

function Acts({ report, contract }: { report: RoyaltyReport; contract: ContractView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const own = actor?.organisation.id;
  const isSeller = own === contract.transferorId && can('contract.accept');
  if (isSeller && report.state === 'filed')
    return (
      <div className="row" style={{ marginTop: 8 }}>
        <ConfirmAction
          label={t('royalty.agree')}
          title={t('royalty.agree')}
          button={{ type: 'primary' }}
          run={() => contractMoney.agree(report.id)}
        >
          <p className="price-big">
            <Money amount={report.amountMinor} />
          </p>
          <p>{t('royalty.agreeText')}</p>
        </ConfirmAction>
        <ConfirmAction
          label={t('royalty.object')}
          title={t('royalty.object')}
          reasonLabel={t('common.reason')}
          run={(reason) => contractMoney.object(report.id, reason)}
        >
          <p>{t('royalty.objectText')}</p>
        </ConfirmAction>
      </div>
    );
  if (isSeller && !report.auditAskedAt && report.state !== 'audited')
    return (
      <ConfirmAction
        label={t('royalty.audit')}
        title={t('royalty.audit')}
        reasonLabel={t('common.reason')}
        run={(reason) => contractMoney.audit(report.id, reason)}
      >
        <p>{t('royalty.auditText')}</p>
      </ConfirmAction>
    );
  const isOpen = report.auditAskedAt !== null && report.state !== 'audited';
  return isOpen && own === contract.exchangeId && can('objection.rule') ? <Finding report={report} /> : null;
}

function Finding({ report }: { report: RoyaltyReport }) {
  const { t } = useTranslation();
  const { base, setBase, files, setFiles, baseMinor } = useBase();
  const send = async (finding: string) => {
    const { id: documentId } = await contractMoney.upload(files[0]!);
    return contractMoney.find(report.id, { baseMinor: baseMinor ?? 0, finding, documentId });
  };
  return (
    <ConfirmAction
      label={t('royalty.finding')}
      title={t('royalty.finding')}
      reasonLabel={t('royalty.findingText')}
      reasonMax={1000}
      incomplete={baseMinor === null || files.length === 0}
      run={send}
    >
      <p>{t('royalty.findingHint')}</p>
      <div>
        <label htmlFor="found-base">{t('royalty.foundBase')}</label>
        <MoneyInput id="found-base" value={base} onChange={setBase} />
      </div>
      <PaperChoice files={files} onChange={setFiles} />
    </ConfirmAction>
  );
}
