import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type OrganisationKind, type UserView, identity } from '../../api/identity';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { DataList } from '../../ui/data-list';
import { FormDialog } from '../../ui/form-dialog';
import { PageHead } from '../../ui/page-head';
import { ExportEverything } from '../history/export-everything';
import { useFormAction } from '../../ui/use-form-action';
import { OwnershipPanel } from './ownership';

const ROLES: Record<OrganisationKind, string[]> = {
  university: ['org_admin', 'officer'],
  company: ['org_admin', 'bidder', 'officer'],
  exchange: ['org_admin', 'reviewer', 'auctioneer', 'cashier', 'cashier_checker', 'trustee'],
  window: ['org_admin', 'clerk'],
  broker: ['org_admin', 'broker'],
  regulator: ['org_admin', 'auditor', 'trustee'],
  notary: ['org_admin', 'trustee'],
};

export function Component() {
  return (
    <Guard permission="user.manage">
      <People />
    </Guard>
  );
}

function People() {
  const { t } = useTranslation();
  const { actor } = useAuth();
  const [adding, setAdding] = useState(false);
  if (!actor) return null;
  const organisation = actor.organisation;
  const route = `/organisations/${organisation.id}/users`;
  return (
    <>
      <PageHead
        title={t('people.title')}
        intro={t('people.intro', { name: organisation.name })}
        actions={
          <>
            <ExportEverything />
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('people.add')}
            </Button>
          </>
        }
      />
      {(organisation.kind === 'company' || organisation.kind === 'university') && (
        <OwnershipPanel organisationId={organisation.id} kind={organisation.kind} />
      )}
      <DataList<UserView>
        route={route}
        exportable={false}
        fetchPage={() => identity.users(organisation.id)}
        rowKey={(user) => user.id}
        caption={t('people.title')}
        columns={[
          { title: t('people.name'), lead: true, render: (user) => <b>{user.name}</b> },
          { title: t('auth.loginName'), render: (user) => user.login },
          {
            title: t('people.roles'),
            render: (user) => user.roles.map((role) => t(`role.${role}`)).join(t('common.comma')),
          },
          { title: t('people.state'), render: (user) => t(user.disabled ? 'people.disabled' : 'people.active') },
          {
            title: '',
            end: true,
            render: (user) =>
              user.id === actor.userId ? null : (
                <ConfirmAction
                  label={t(user.disabled ? 'people.enable' : 'people.disable')}
                  title={t(user.disabled ? 'people.enable' : 'people.disable')}
                  danger={!user.disabled}
                  button={{ size: 'small' }}
                  run={() => identity.changeUser(organisation.id, user.id, { disabled: !user.disabled })}
                >
                  <p>{t(user.disabled ? 'people.enableText' : 'people.disableText', { name: user.name })}</p>
                </ConfirmAction>
              ),
          },
        ]}
      />
      <AddPerson
        open={adding}
        organisationId={organisation.id}
        kind={organisation.kind}
        onClose={() => setAdding(false)}
      />
    </>
  );
}

interface AddPersonProps {
  open: boolean;
  organisationId: string;
  kind: OrganisationKind;
  onClose: () => void;
}

function AddPerson({ open, organisationId, kind, onClose }: AddPersonProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ login: string; name: string; password: string; roles: string[] }>();
  const add = useFormAction(
    form,
    (values: Parameters<typeof identity.addUser>[1]) => identity.addUser(organisationId, values),
    onClose,
  );
  const required = { required: true, message: t('common.required') };
  return (
    <FormDialog open={open} title={t('people.add')} onClose={onClose} form={form} action={add}>
      <Form.Item name="name" label={t('people.name')} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="login" label={t('auth.loginName')} rules={[required]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('auth.password')}
        rules={[required, { min: 8, message: t('register.passwordHint') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="roles" label={t('people.roles')} rules={[required]}>
        <Select mode="multiple" options={ROLES[kind].map((value) => ({ value, label: t(`role.${value}`) }))} />
      </Form.Item>
    </FormDialog>
  );
}
