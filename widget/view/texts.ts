import type { PanelTexts } from '../../schema/shop/panels.ts'

/** A text of the panel with its first placeholder replaced; '' if an older API does not send it. */
export const say = (
  texts: Partial<PanelTexts>,
  name: Exclude<keyof PanelTexts, 'add_all'>,
  value = '',
): string =>
  // A function, because a title may contain "$&", which `replace` would interpret.
  (texts[name] ?? '').replace(/\{\w+\}/, () => value)
