import { registerMessages } from '@jishi/platform';

registerMessages({
  'window.not_found': {
    zh: '没有找到该服务窗口，可能已撤销。请重新选择。',
    en: 'There is no such service window; it may have closed. Choose another.',
  },
  'window.no_mandate': {
    zh: '您的窗口没有该单位的有效委托，不能代其办理。请先由委托单位登记委托书。',
    en: 'Your window holds no running mandate of that organisation and cannot act for it. It has to register one first.',
  },
  'window.mandate_running': {
    zh: '贵单位对该窗口的委托仍然有效，无需重复登记。',
    en: 'Your mandate for this window is still running; there is nothing to register again.',
  },
  'window.mandate_not_found': {
    zh: '贵单位对该窗口没有有效的委托，可能已经终止。',
    en: 'You have no running mandate for this window; it may have been ended already.',
  },
});
