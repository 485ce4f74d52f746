import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { PARTY_ROLES } from '../../api/disclosures';
import { isValidUscc } from '../../lib/uscc';

/** Who commissioned the work or developed it too: they may have a right of first refusal later. */
export function PartyFields() {
  const { t } = useTranslation();
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <Form.List name="parties">
      {(fields, { add, remove }) => (
        <div className="line-list">
          {fields.map(({ key, name }) => (
            <div key={key} className="line-fields">
              <Form.Item name={[name, 'role']} rules={[required]}>
                <Select
                  aria-label={t('disclosure.partyRole')}
                  placeholder={t('disclosure.partyRole')}
                  options={PARTY_ROLES.map((value) => ({ value, label: t(`disclosure.party.${value}`) }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'name']} rules={[required]}>
                <Input maxLength={200} aria-label={t('disclosure.partyName')} placeholder={t('disclosure.partyName')} />
              </Form.Item>
              <Form.Item
                name={[name, 'uscc']}
                rules={[
                  {
                    validator: (_, value: string | undefined) =>
                      !value || isValidUscc(value)
                        ? Promise.resolve()
                        : Promise.reject(new Error(t('register.usccRule'))),
                  },
                ]}
              >
                <Input
                  className="num"
                  maxLength={18}
                  aria-label={t('register.uscc')}
                  placeholder={t('register.uscc')}
                />
              </Form.Item>
              <Button type="link" onClick={() => remove(name)}>
                {t('common.remove')}
              </Button>
            </div>
          ))}
          <Button size="small" onClick={() => add({ role: 'commissioner' })}>
            {t('disclosure.addParty')}
          </Button>
        </div>
      )}
    </Form.List>
  );
}

/** What is public already may stand against a patent. */
export function PublicationFields() {
  const { t } = useTranslation();
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <Form.List name="publications">
      {(fields, { add, remove }) => (
        <div className="line-list">
          {fields.map(({ key, name }) => (
            <div key={key} className="line-fields">
              <Form.Item name={[name, 'title']} rules={[required]}>
                <Input maxLength={300} aria-label={t('disclosure.pubTitle')} placeholder={t('disclosure.pubTitle')} />
              </Form.Item>
              <Form.Item name={[name, 'where']} rules={[required]}>
                <Input maxLength={300} aria-label={t('disclosure.pubWhere')} placeholder={t('disclosure.pubWhere')} />
              </Form.Item>
              <Form.Item name={[name, 'on']} rules={[required]}>
                <Input type="date" className="num" aria-label={t('disclosure.pubOn')} />
              </Form.Item>
              <Button type="link" onClick={() => remove(name)}>
                {t('common.remove')}
              </Button>
            </div>
          ))}
          <Button size="small" onClick={() => add({})}>
            {t('disclosure.addPublication')}
          </Button>
        </div>
      )}
    </Form.List>
  );
}
