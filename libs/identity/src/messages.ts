import { registerMessages } from '@jishi/platform';

registerMessages({
  'organisation.ownership_not_for_kind': {
    zh: '该类机构不能选择此项：高校院所为公办或民办，企业为国有或民营，其他机构无需填写。',
    en: 'Not for this kind of organisation: a university is public or private, a company state-owned or private, others say nothing.',
  },
  'access.undeclared': {
    zh: '该接口没有声明访问权限，因此一律拒绝。请联系平台维护人员。',
    en: 'This route declares no access policy and is therefore closed. Please tell the platform’s maintainers.',
  },
  'access.unauthenticated': {
    zh: '该操作需要登录，而您尚未登录或登录已失效。请重新登录后再试。',
    en: 'This needs a login, and you are not logged in or your session has ended. Log in and try again.',
  },
  'access.forbidden': {
    zh: '您的角色没有执行该操作的权限（{permission}）。如确有需要，请联系本单位管理员调整角色。',
    en: 'Your roles do not include the permission for this ({permission}). Ask your organisation’s administrator if you need it.',
  },
  'access.foreign_origin': {
    zh: '请求来自其他网站，为保护您的账户已被拒绝。请在本平台页面上操作；程序请使用 Authorization: Bearer 令牌。',
    en: 'The request came from another site and was refused to protect your account. Use this platform’s own pages; programs send a bearer token.',
  },
  'session.bad_credentials': {
    zh: '登录名或密码不正确，或该账户已停用。请核对后重试；忘记密码请联系本单位管理员。',
    en: 'The login or password is wrong, or the account is disabled. Check both; your administrator can help with a forgotten password.',
  },
  'user.wrong_password': {
    zh: '当前密码不正确，操作未执行。请重新输入。',
    en: 'The present password is wrong, so nothing was done. Enter it again.',
  },
  'session.rate_limited': {
    zh: '登录失败次数过多，为保护账户已暂停登录。请在 {retryAfter} 秒后重试。',
    en: 'Too many failed logins, so logging in is paused to protect the account. Try again in {retryAfter} seconds.',
  },
  'session.too_many_logins': {
    zh: '同时登录的人数过多，本次登录未处理。请几秒钟后重试。',
    en: 'Too many people are logging in at this moment and yours was not handled. Try again in a few seconds.',
  },
  'session.no_membership': {
    zh: '您的账户不属于所选单位，因此不能以其名义登录。请选择其他单位或联系管理员。',
    en: 'Your account does not belong to that organisation, so you cannot log in for it. Choose another or ask its administrator.',
  },
  'session.not_found': {
    zh: '没有找到该登录会话，可能已经退出或过期。请刷新会话列表。',
    en: 'There is no such session of yours; it may have ended already. Refresh the list.',
  },
  'organisation.invalid': {
    zh: '注册信息有误，未能注册。请按各项提示修改后重新提交。',
    en: 'The registration has errors and was not accepted. Correct the fields named and submit again.',
  },
  'organisation.name_length': { zh: '单位名称须为 2 至 200 个字。', en: 'A name has 2 to 200 characters.' },
  'organisation.uscc_invalid': {
    zh: '统一社会信用代码不正确：须为 18 位且校验码相符（GB 32100-2015）。请对照营业执照或事业单位法人证书核对。',
    en: 'Not a valid unified social credit code: 18 characters whose check character fits (GB 32100-2015). Compare with the certificate.',
  },
  'organisation.window_without_uscc': {
    zh: '服务窗口隶属其他单位，不填写统一社会信用代码。',
    en: 'A service window belongs to another body and has no unified social credit code.',
  },
  'organisation.region_invalid': {
    zh: '行政区划代码不正确：须为 GB/T 2260 的 6 位数字，例如广州市 440100。',
    en: 'Not a valid division code: six digits as in GB/T 2260, for example 440100 for Guangzhou.',
  },
  'organisation.uscc_taken': {
    zh: '该统一社会信用代码已注册。请由该单位的管理员为您添加账户。',
    en: 'An organisation with this credit code is registered already. Ask its administrator to add you.',
  },
  'organisation.kind_not_open': {
    zh: '该类单位（{kind}）由平台运营方开设，不能自行注册。请联系平台运营方。',
    en: 'Organisations of this kind ({kind}) are set up by the platform’s operator and cannot register themselves. Contact the operator.',
  },
  'export.too_many': {
    zh: '短时间内导出次数过多，本次未导出。请在 {retryAfter} 秒后重试。',
    en: 'Too many exports in a short time; this one was not made. Try again in {retryAfter} seconds.',
  },
  'organisation.too_many': {
    zh: '该网络地址短时间内注册的单位过多，本次未处理。请在 {retryAfter} 秒后重试，或联系平台运营方。',
    en: 'Too many organisations were registered from this address and this one was not. Try again in {retryAfter} seconds, or contact the operator.',
  },
  'organisation.not_found': {
    zh: '没有找到该单位，或您无权管理它。请核对后重试。',
    en: 'There is no such organisation, or it is not yours to manage. Check and try again.',
  },
  'user.invalid': {
    zh: '用户信息有误，未能保存。请按各项提示修改后重新提交。',
    en: 'The user’s details have errors and were not saved. Correct the fields named and submit again.',
  },
  'user.login_form': {
    zh: '登录名须为 3 至 64 位，以小写字母或数字开头，只含字母、数字和 . _ @ + -。',
    en: 'A login has 3 to 64 characters, starts with a letter or digit and holds only letters, digits and . _ @ + -.',
  },
  'user.name_length': { zh: '姓名须为 1 至 100 个字。', en: 'A name has 1 to 100 characters.' },
  'user.password_short': {
    zh: '密码太短，至少 {min} 位。',
    en: 'The password is too short: at least {min} characters.',
  },
  'user.password_long': { zh: '密码太长，最多 {max} 位。', en: 'The password is too long: at most {max} characters.' },
  'user.password_guessable': {
    zh: '该密码太容易被猜到（常见密码、重复字符或与登录名相同）。请换一个。',
    en: 'This password is too easy to guess (a common one, repeated characters, or the login itself). Choose another.',
  },
  'user.login_taken': {
    zh: '登录名 {login} 已被使用。请换一个。',
    en: 'The login {login} is taken. Choose another.',
  },
  'user.roles_invalid': {
    zh: '角色设置有误，未能保存。请按各项提示修改。',
    en: 'The roles are not possible and were not saved. See the fields named.',
  },
  'user.role_not_for_kind': {
    zh: '本类单位不能授予角色 {role}，可授予：{allowed}。',
    en: 'An organisation of this kind cannot give the role {role}; it can give: {allowed}.',
  },
  'user.roles_conflict': {
    zh: '角色 {a} 与 {b} 须由不同的人担任：资金的经办与复核必须分开。',
    en: 'The roles {a} and {b} must be held by two people: whoever makes a payment does not check it.',
  },
  'user.roles_empty': { zh: '请至少选择一个角色。', en: 'Choose at least one role.' },
  'user.not_found': {
    zh: '本单位没有该用户。请刷新用户列表。',
    en: 'There is no such user in your organisation. Refresh the list.',
  },
  'user.last_administrator': {
    zh: '这是本单位最后一名管理员，不能停用或取消其管理员角色。请先指定另一名管理员。',
    en: 'This is your organisation’s last administrator and cannot be disabled or lose that role. Appoint another first.',
  },
  'user.shared': {
    zh: '该账户还属于其他单位，不能由一个单位停用。请改为调整其在本单位的角色，或联系平台运营方。',
    en: 'This account also belongs to another organisation, so one of them cannot disable it. Change its roles here, or contact the operator.',
  },
});
