import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { toProblem } from '../../api/http';
import type { ProfileBody } from '../../api/profile';
import { type Draft, rules } from '../../api/rules';
import { Guard } from '../../auth/guard';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { ChangeTable } from '../rules/change-table';
import { RuleEditor } from '../rules/rule-editor';
import { RuleTable } from '../rules/rule-table';
import { DraftActions } from './draft-actions';
import { useSettled } from './use-settled';

export function Component() {
  return (
    <Guard permission="profile.publish">
      <RuleDraft />
    </Guard>
  );
}

function RuleDraft() {
  const { id = '' } = useParams();
  const found = useQuery({
    queryKey: ['/rule-profile-drafts', id],
    queryFn: () => rules.draft(id),
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading rows={8} />}
      {/* What another person saved in between is a new draft to work on. */}
      {found.data && <DraftView key={found.data.revision} draft={found.data} />}
    </>
  );
}

function DraftView({ draft }: { draft: Draft }) {
  const { t, i18n } = useTranslation();
  const title = draft.body.name[i18n.language.startsWith('zh') ? 'zh' : 'en'];
  return (
    <>
      <PageHead
        title={title || draft.code}
        intro={
          <>
            <Link to="/desk/rules">{t('rules.deskTitle')}</Link> · {draft.code} ·{' '}
            {t('rules.becomes', { version: draft.nextVersion })} · <StateTag domain="ruleDraft" state={draft.state} />
          </>
        }
      />
      {draft.state === 'draft' && draft.decisionReason && (
        <Alert
          showIcon
          type="warning"
          style={{ marginBottom: 16 }}
          title={t('rules.givenBack', { name: draft.decidedByName ?? '', reason: draft.decisionReason })}
        />
      )}
      {draft.state === 'draft' ? <Writing draft={draft} /> : <Waiting draft={draft} />}
    </>
  );
}

/** The editor, and above it what the draft would change: both follow every keystroke. */
function Writing({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [body, setBody] = useState<ProfileBody>(draft.body);
  // Fields keep what was typed in them: what is thrown away is begun afresh.
  const [begun, setBegun] = useState(0);
  const revert = () => {
    setBody(draft.body);
    setBegun(begun + 1);
  };
  const dirty = JSON.stringify(body) !== JSON.stringify(draft.body);
  const settled = useSettled(body, 500);
  const preview = useQuery({
    queryKey: ['/rule-profile-drafts', draft.id, 'preview', settled],
    queryFn: () => rules.preview(draft.id, settled),
    enabled: settled !== draft.body,
    placeholderData: (previous) => previous,
  });
  const save = useMutation({
    mutationFn: () => rules.save(draft.id, draft.revision, body),
    onSuccess: async () => {
      void message.success(t('rules.saved'));
      await client.invalidateQueries();
    },
  });
  useLeaveWarning(dirty);
  const touched = settled !== draft.body && preview.data;
  const faults = touched ? touched.faults : [];
  const refused = toProblem(save.error).code === 'profile.invalid';
  const changes = touched ? touched.changes : draft.changes;
  return (
    <div className="stack">
      <section className="panel rule-bar">
        <div className="row" aria-live="polite">
          <Button
            type="primary"
            disabled={!dirty || faults.length > 0}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('rules.save')}
          </Button>
          {dirty && <Button onClick={revert}>{t('rules.revert')}</Button>}
          {!dirty && <DraftActions draft={draft} />}
          <span className="small muted">
            {faults.length > 0 ? t('rules.faults', { count: faults.length }) : dirty && t('rules.unsaved')}
          </span>
          <a className="small" href="#changes-title">
            {t('rules.changeCount', { count: changes.length })}
          </a>
        </div>
      </section>
      <section className="panel" aria-labelledby="changes-title">
        <h2 id="changes-title">
          {t('rules.changedFrom', { code: draft.against.code, version: draft.against.version })}
        </h2>
        {faults.length > 0 ? (
          <p className="muted">{t('rules.changesAfterFaults')}</p>
        ) : (
          <ChangeTable changes={changes} caption={t('rules.changed')} />
        )}
      </section>
      {save.error && !refused && <ProblemAlert error={save.error} />}
      <RuleEditor key={begun} body={body} faults={faults} onChange={setBody} />
    </div>
  );
}

/** Proposed, published or discarded: to be read, and decided on by a second person. */
function Waiting({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <section className="panel">
        <p>
          {t('rules.basis')} {draft.source || '—'} · {t('rules.proposer')} {draft.proposedByName ?? '—'}
        </p>
        <DraftActions draft={draft} />
        {draft.publishedVersion !== null && (
          <Link to={`/rules/${draft.code}?version=${draft.publishedVersion}`}>
            {t('rules.publishedAs', { version: draft.publishedVersion })}
          </Link>
        )}
      </section>
      {draft.publishedVersion === null && (
        <section className="panel" aria-labelledby="changes-title">
          <h2 id="changes-title">
            {t('rules.changedFrom', { code: draft.against.code, version: draft.against.version })}
          </h2>
          <ChangeTable changes={draft.changes} caption={t('rules.changed')} />
        </section>
      )}
      <section className="panel">
        <RuleTable body={draft.body} />
      </section>
    </div>
  );
}

/** A closed window would lose what was written. */
function useLeaveWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);
}
